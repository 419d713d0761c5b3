"""C21 to C28: the first weights, and what the inputs look like."""

from training.concepts.concept import Chapter, Concept

STARTING = Chapter(
    "First weights",
    (
        Concept(
            "C21",
            "Random weights",
            "Weights are drawn, biases are zero. The law sets how wide; the same seed draws the same weights, and the "
            "seed of the weights may differ from that of the data.",
            (
                "network.initializer.kind=xavier_uniform", "network.initializer.kind=xavier_normal",
                "network.initializer.kind=he_uniform", "network.initializer.kind=he_normal",
                "network.initializer.kind=lecun_uniform", "network.initializer.kind=lecun_normal",
                "network.initializer.kind=uniform", "network.initializer.kind=orthogonal",
                "network.initializer.kind=sparse", "network.initializer.kind=pytorch_default",
                "network.initializer.bound", "network.initializer.gain", "network.initializer.sparsity",
                "network.seed", "seed",
            ),
            (
                "training/test_initializers.py::test_the_spread_is_the_promised_one",
                "training/test_initializers.py::test_the_same_seed_gives_the_same_weights_and_another_seed_others",
                "training/test_batches.py::test_first_weights_have_a_seed_of_their_own",
            ),
        ),
        Concept(
            "C22",
            "Equal weights stay equal",
            "Units that start alike receive the same gradient and stay alike for ever: eight of them can do what one "
            "can. From zeros, what lies behind a hidden layer learns nothing at all.",
            ("network.initializer.kind=constant", "network.initializer.value", "network.initializer.kind=zeros"),
            (
                "training/test_initializers.py::test_equal_weights_stay_equal_for_ever",
                "training/test_starting_figures.py::test_equal_units_receive_equal_gradients",
                "training/test_initializers.py::test_nothing_is_learned_from_zeros_behind_a_hidden_layer",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
        Concept(
            "C23",
            "Small weights, but how small?",
            "Through six tanh layers of 64 units, weights of N(0, 0.01²) let the signal fade to nothing and weights of "
            "N(0, 1) drive every unit into saturation. Mean and spread of every layer are figures of each epoch.",
            ("network.initializer.kind=normal", "network.initializer.std"),
            (
                "training/test_starting_figures.py::test_signals_fade_saturate_or_live_on_through_six_layers",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
        Concept(
            "C24",
            "More inputs, smaller weights",
            "One step of SGD multiplies the error of a neuron with d inputs of size 1 by 1 − ηd: it overshoots from "
            "ηd = 1 on and diverges from 2 on. So weights must shrink like 1/√fan-in.",
            ("surfaces:surface.kind=fan_in", "surfaces:surface.inputs", "network.initializer.kind=lecun_normal"),
            ("training/test_starting_figures.py::test_one_step_multiplies_the_error_by_one_minus_rate_times_fan_in",),
        ),
    ),
)  # fmt: skip

SEEING = Chapter(
    "Inputs and error surfaces",
    (
        Concept(
            "C25",
            "Shift the inputs",
            "Inputs far from zero make the error surface a needle: (101, 101) and (101, 99) have a condition number of "
            "40,006, the same samples minus 100 one of 1. `distort` breaks good data on purpose.",
            ("data.normalization.kind=center", "data.distort.shift", "surfaces:surface.shift"),
            (
                "training/test_surface_shapes.py::test_the_slides_examples_turn_from_needles_into_circles",
                "training/test_input_normalization.py::test_every_kind_agrees_with_scikit_learn_on_all_three_splits",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
        Concept(
            "C26",
            "Scale the inputs",
            "Inputs of very different size make the surface just as narrow. The power 127¹⁹ is larger than any number "
            "of 32 bits and must be scaled before it is used.",
            (
                "data.normalization.kind=scale", "data.normalization.kind=minmax", "data.normalization.kind=maxabs",
                "data.distort.scale", "data.expansion.kind=polynomial", "data.expansion.degree",
                "data.dataset=poly19", "surfaces:surface.scale",
            ),
            (
                "training/test_surface_shapes.py::test_the_slides_examples_turn_from_needles_into_circles",
                "training/test_expansions.py::test_127_to_the_19th_does_not_fit_and_says_which_setting_helps",
                "training/test_expansions.py::test_after_x_over_127_every_power_is_at_most_1",
            ),
        ),
        Concept(
            "C27",
            "Standardize the inputs",
            "Both at once, with mean and standard deviation of the training split alone: its inputs then have exactly "
            "mean 0 and deviation 1, those of the other splits nearly. The figures are shown before and after. Inside "
            "the network, batch and layer normalization do the same to the sums of a layer.",
            ("data.normalization.kind=standardize", "data.normalization.kind=none", "network.hidden.N.normalization"),
            (
                "training/test_data.py::test_training_inputs_are_standardized_and_the_others_with_the_same_figures",
                "training/test_input_normalization.py::test_standardized_training_inputs_have_mean_0_and_deviation_1_and_validation_inputs_do_not",
                "training/test_input_figures.py::test_the_event_tells_the_training_split_before_and_after",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
                "training/test_normalization.py::test_its_gradients_equal_autograds",
            ),
        ),
        Concept(
            "C28",
            "The error surface of a linear neuron",
            "Editable samples, their Hessian 2XᵀX, its eigenvalues and its minimum; any optimizer walks on it. With "
            "the best step the needle takes 145,109 steps, the circle one.",
            ("surfaces:surface.kind=linear_neuron", "data.dataset=hinton_shift", "data.dataset=hinton_scale",
             "surfaces:surface.rows", "surfaces:surface.targets",
             "surfaces:optimizer", "surfaces:start"),
            (
                "training/test_surface_shapes.py::test_a_circle_takes_one_step_and_a_needle_145109",
                "js/test_landscapes_equal_engine.py::test_its_shape_is_the_engine_s",
                "browser/test_surface_lab.py::test_a_needle_becomes_a_circle_and_the_link_keeps_it",
                "training/test_surface_shapes.py::test_the_slides_examples_turn_from_needles_into_circles",
                "training/test_surface_shapes.py::test_values_and_gradients_are_those_of_the_formula",
            ),
            elsewhere=(
                "The page /surface draws it, lets its samples, shift and scale be changed, and any optimizers race; "
                "`python -m training.surfaces REQUEST.json` walks without a page.",
            ),
        ),
    ),
)  # fmt: skip
