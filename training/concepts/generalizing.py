"""C29 to C41: constraints on the weights, prior knowledge, minima, and batches."""

from training.concepts.concept import Chapter, Concept

CONSTRAINING = Chapter(
    "Regularization",
    (
        Concept(
            "C29",
            "Constrain the weights",
            "L2 keeps weights small, L1 makes them zero, decoupled decay shrinks them apart from the gradient, "
            "max-norm shortens the long ones. Watch ‖w‖ fall and the boundary become smooth; too much makes it flat.",
            ("regularization.l2", "regularization.l1", "regularization.weight_decay", "regularization.max_norm"),
            (
                "training/test_regularizers.py::test_under_plain_descent_decay_and_l2_are_the_same",
                "training/test_regularizers.py::test_max_norm_bounds_the_incoming_weights_of_every_unit",
                "training/test_regularizers.py::test_the_penalty_is_reported_apart_from_the_loss_and_counts_weights_only",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 7.1 and 7.2",
            elsewhere=("Figures `penalty` and `weight_norm` of every epoch; the losses shown are without penalty.",),
        ),
        Concept(
            "C30",
            "Prior knowledge",
            "The right features make a linear model enough: x₁² and x₂² solve the circle in three epochs, and the "
            "cepstrum of a sound raises accuracy from 30% to 97%. Noise on the inputs says that neighbours are alike.",
            (
                "data.features", "data.expansion.kind=chebyshev", "data.dataset=waveforms",
                "data.signal_features", "data.signal_to_noise", "regularization.input_noise",
            ),
            (
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
                "training/test_waveform_features.py::test_mfcc_statistics_are_means_deviations_and_deviations_of_steps",
                "training/test_noise.py::test_gradients_under_dropout_and_input_noise_equal_autograds",
                "training/test_features.py::test_every_tile_is_its_formula_of_the_point",
            ),
        ),
        Concept(
            "C31",
            "Simpler models",
            "Fewer units and layers fit less noise: on sixty noisy points a network of four units has a lower "
            "validation loss than one of two layers of 64.",
            ("network.hidden", "network.hidden.N.units", "data.dataset=moons", "data.dataset=sine",
             "data.noise", "data.cycles", "data.added"),
            (
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 5.2",
        ),
        Concept(
            "C32",
            "Make underdetermined problems determined",
            "Sixteen coefficients through eight points: every start ends in another curve. With a penalty there is "
            "one answer, because PᵀP + nλI can be inverted.",
            ("regularization.l2", "data.dataset=sine8", "data.expansion.kind=chebyshev", "data.expansion.degree"),
            (
                "training/test_inputs_taught.py::test_a_penalty_makes_one_solution_of_many",
            ),
        ),
        Concept(
            "C33",
            "Ensembles",
            "Several networks that err differently are better together than each alone; how, is the business of C46 "
            "and C47.",
            ("ensemble.members",),
            (
                "training/test_ensemble.py::test_the_ensemble_says_the_mean_of_what_its_members_say",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 7.11",
        ),
        Concept(
            "C34",
            "Local and global minima",
            "Where dE/dw = 0 a walk may rest: from 1.5 in the shallow minimum of −0.517, from −0.5 in the deep one of "
            "−1.515. Momentum rolls through from 1.5 and not from 0.5.",
            ("surfaces:surface.kind=polynomial", "surfaces:surface.coefficients", "surfaces:surface.kind=saddle",
             "surfaces:surface.kind=rosenbrock", "surfaces:surface.kind=beale", "surfaces:surface.kind=ravine",
             "surfaces:surface.kind=function", "surfaces:surface.formula",
             "surfaces:start", "surfaces:noise", "vary.kind=census", "vary.initializations"),
            (
                "training/test_surfaces.py::test_a_ball_stops_in_the_minimum_of_its_side",
                "training/test_starting_figures.py::test_momentum_leaves_the_shallow_minimum_from_far_and_not_from_near",
                "training/test_search_rounds.py::test_a_census_varies_the_first_weights_alone",
                "js/test_landscapes_equal_engine.py::test_the_minima_between_hills_are_found",
            ),
            elsewhere=(
                "The page /surface draws these landscapes and marks their minima; functions can be typed there.",
            ),
        ),
    ),
)  # fmt: skip

BATCHING = Chapter(
    "Batches",
    (
        Concept(
            "C35",
            "Full batch",
            "All samples make one update per epoch: w(1) = 0.77 in the slide's example of ten samples.",
            ("batch.size=full",),
            ("training/test_batch_figures.py::test_ten_samples_make_the_slides_steps",),
            reading="Course slides: batch and mini-batch",
        ),
        Concept(
            "C36",
            "Mini-batches",
            "Five and five samples make two updates per epoch, and the second starts from the first: w(0, 1) = 0.22, "
            "w(1) = 1.3948.",
            ("batch.size",),
            (
                "training/test_batch_figures.py::test_ten_samples_make_the_slides_steps",
                "training/test_microscope.py::test_a_full_batch_reads_zero_degrees",
                "training/test_microscope.py::test_the_noise_is_that_of_autograds_gradients",
            ),
            reading="Course slides: batch and mini-batch",
            elsewhere=("Microscope: how far the gradients of mini-batches point away from that of all samples.",),
        ),
        Concept(
            "C37",
            "The full batch is stable",
            "Below the limit of the learning rate its loss never rises, and an epoch is cheap; but redundant samples "
            "are computed again and again for one step.",
            ("batch.size=full",),
            ("training/test_batch_figures.py::test_the_full_batch_never_rises_and_single_samples_do",),
            reading="LeCun, Bottou, Orr, Müller: Efficient BackProp, 1998",
        ),
        Concept(
            "C38",
            "Online learning is quick and restless",
            "Each sample improves the weights at once, so the first epoch goes far; near the minimum the loss jumps up "
            "and down, and an epoch takes long.",
            ("batch.size=1",),
            ("training/test_batch_figures.py::test_the_full_batch_never_rises_and_single_samples_do",),
            reading="LeCun, Bottou, Orr, Müller: Efficient BackProp, 1998",
        ),
        Concept(
            "C39",
            "Randomly drawn mini-batches",
            "A new permutation in every epoch. Without shuffling, samples that are sorted by class pull the weights to "
            "and fro, and training ends worse.",
            ("batch.shuffle", "data.order=by class"),
            (
                "training/test_batches.py::test_shuffling_takes_every_sample_once_and_another_order_each_epoch",
                "training/test_batch_figures.py::test_samples_sorted_by_class_teach_less_where_nobody_shuffles",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 8.1.3",
        ),
        Concept(
            "C40",
            "Start small, grow the batch",
            "Small batches far from the minimum, large ones near it: the same quick start, no noise at the end, a "
            "quarter of the updates.",
            ("batch.growth.factor", "batch.growth.every", "batch.growth.maximum"),
            (
                "training/test_batch_figures.py::test_a_growing_batch_makes_1515_updates",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
            reading="Smith, Kindermans, Ying, Le: Don't decay the learning rate, increase the batch size, 2018",
        ),
    ),
)
