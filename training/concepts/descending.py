"""C01 to C09: the objective, gradient descent and the learning rate."""

from training.concepts.concept import Chapter, Concept

DESCENDING = Chapter(
    "Objective, gradient descent, learning rate",
    (
        Concept(
            "C01",
            "Squared error",
            "Training makes the distance between outputs and targets small. The three forms differ only by a constant "
            "factor, which acts like another learning rate; the help says which mean is taken.",
            ("loss.kind=squared_error", "loss.kind=mse", "loss.kind=half_mse"),
            (
                "training/test_losses.py::test_losses_of_differences_are_those_worked_by_hand",
                "training/test_gradients.py::test_every_gradient_of_an_epoch_equals_autograds",
            ),
        ),
        Concept(
            "C02",
            "Any loss",
            "What counts as wrong is a choice. A network that knows nothing gives every class the same share, so its "
            "cross-entropy starts at ln K: 2.303 for ten classes.",
            ("loss.kind=cross_entropy", "loss.kind=bce", "loss.kind=mae", "loss.kind=huber"),
            (
                "training/test_objective_figures.py::test_a_network_of_zeros_has_the_entropy_of_guessing",
                "training/test_losses.py::test_huber_is_straight_far_from_the_target",
                "training/test_gradients.py::test_losses_of_classes_stay_finite_for_huge_logits",
            ),
        ),
        Concept(
            "C03",
            "Gradient descent",
            "Every update walks against the gradient, at right angles to the level lines. On a bowl it converges for "
            "η < 2/λ and diverges above: watch the loss grow without bound when η is a little too large. Clipping "
            "shortens the steps from steep places.",
            ("optimizer.kind=sgd", "optimizer.learning_rate", "clipping.norm", "clipping.value",
             "surfaces:surface.kind=quadratic"),
            (
                "training/test_surfaces.py::test_gradient_descent_on_a_valley_takes_the_steps_worked_by_hand",
                "training/test_surfaces.py::test_each_momentum_diverges_just_above_its_limit_and_converges_just_below",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
                "training/test_regularizers.py::test_clipping_turns_a_divergence_into_learning",
            ),
        ),
        Concept(
            "C04",
            "A private rate for every weight",
            "Weights whose gradients are small but agree speed up, those whose gradients flip slow down. Ten steps "
            "that agree make a gain of 1.45, ten flips one of 0.63.",
            ("optimizer.kind=adaptive_gains", "optimizer.increase", "optimizer.decrease", "optimizer.minimum",
             "optimizer.maximum"),
            (
                "training/test_objective_figures.py::test_gains_after_ten_agreements_and_after_ten_flips",
                "training/test_surface_paths.py::test_the_steps_are_those_worked_out_number_by_number",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
                "training/test_microscope.py::test_consistency_and_gain_are_those_of_the_definition",
                "training/test_microscope.py::test_gains_of_plain_descent_are_one_and_of_adaptive_gains_its_own",
            ),
            elsewhere=(
                "Figure `gains` of every epoch: smallest, quartiles and largest gain of all weights.",
                "Microscope: gradient, gain and step of single updates; consistency |mean g| / mean |g| against gain.",
            ),
        ),
        Concept(
            "C05",
            "Smaller steps towards the end",
            "Large steps find the valley, small ones its floor: the jumping loss becomes smooth at the moment the rate "
            "falls. The curve of η stands below that of the loss.",
            (
                "schedule.kind=constant", "schedule.warm_up",
                "schedule.kind=step", "schedule.step_size", "schedule.gamma",
                "schedule.kind=multistep", "schedule.milestones",
                "schedule.kind=exponential",
                "schedule.kind=inverse_time", "schedule.decay",
                "schedule.kind=linear", "schedule.final",
                "schedule.kind=polynomial", "schedule.power",
                "schedule.kind=cosine",
                "schedule.kind=cosine_restarts", "schedule.first_period", "schedule.multiplier",
                "schedule.kind=one_cycle", "schedule.rise", "schedule.start",
                "schedule.kind=plateau", "schedule.factor", "schedule.patience", "schedule.min_delta",
                "schedule.cooldown", "schedule.minimum",
                "schedule.kind=warm_up", "schedule.over",
            ),
            (
                "training/test_schedules.py::test_the_rates_in_the_events_are_those_worked_by_hand",
                "training/test_schedules.py::test_a_schedule_changes_the_steps_that_are_taken",
                "training/test_schedules.py::test_sixty_epochs_have_the_rates_of_pytorchs_scheduler",
                "training/test_schedules.py::test_a_warm_up_multiplies_every_schedule_in_its_first_epochs",
                "training/test_stopping_runs.py::test_a_run_on_the_plateau_schedule_has_the_rates_of_keras",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
        Concept(
            "C06",
            "Momentum as on the slide",
            "The weights follow a running mean of the gradients: what flips cancels out, what persists remains. At the "
            "same η it is no faster than gradient descent, because its steps are 1/(1 − β) times smaller than those of "
            "classical momentum; at η/(1 − β) both take the same path.",
            ("optimizer.kind=momentum_ema", "optimizer.beta"),
            (
                "training/test_optimizers.py::test_momentum_without_memory_is_plain_gradient_descent_bit_for_bit",
                "training/test_objective_figures.py::test_under_a_constant_gradient_the_velocity_approaches_it",
                "training/test_objective_figures.py::test_the_slides_momentum_is_the_classical_one_at_another_rate",
            ),
        ),
        Concept(
            "C07",
            "Momentum as in libraries, and Nesterov's",
            "A ball with friction: under a constant gradient its steps grow to ηg/(1 − β). Nesterov's form corrects "
            "after the jump, damps sooner, and tolerates a smaller largest step.",
            ("optimizer.kind=momentum", "optimizer.kind=nesterov", "optimizer.beta_start", "optimizer.beta_epochs"),
            (
                "training/test_optimizers.py::test_fifty_updates_of_three_runs_equal_those_of_pytorch",
                "training/test_surfaces.py::test_each_momentum_diverges_just_above_its_limit_and_converges_just_below",
                "training/test_surface_shapes.py::"
                "test_every_rule_that_follows_the_size_of_the_gradient_knows_its_limit",
                "training/test_momentum_ramp.py::test_each_epoch_of_a_run_has_the_momentum_of_the_ramp",
                "training/test_stability.py::test_the_limit_of_the_learning_rate_is_where_theory_puts_it",
            ),
        ),
        Concept(
            "C08",
            "RMSProp and its relatives",
            "Every gradient is divided by the size of the recent ones, so the first step is 3.16 η whatever the unit "
            "of the inputs. The worksheet in the laboratory checks steps that were worked out by hand, of this rule or "
            "any other.",
            (
                "optimizer.kind=rmsprop", "optimizer.rho", "optimizer.epsilon", "optimizer.kind=adagrad",
                "optimizer.kind=adadelta", "optimizer.kind=adam", "optimizer.beta1", "optimizer.beta2",
                "optimizer.kind=adamw", "optimizer.weight_decay", "optimizer.kind=amsgrad", "optimizer.kind=adamax",
                "optimizer.kind=rprop", "optimizer.kind=written", "optimizer.rule", "optimizer.constants",
                "surfaces:surface.kind=gradients",
            ),
            (
                "training/test_optimizers.py::test_the_first_steps_are_those_worked_by_hand",
                "training/test_optimizers.py::test_fifty_updates_of_three_runs_equal_those_of_pytorch",
                "training/rule_language/test_built_in_rules.py::test_the_rule_shown_is_the_rule_used",
                "browser/test_written_rules.py::test_rmsprop_is_worked_out_by_hand",
                "training/test_objective_figures.py::test_rmsprop_does_not_mind_the_unit_of_the_gradient",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
        Concept(
            "C09",
            "Leaky ReLU, and other activations",
            "A unit whose z is never positive learns no more under ReLU; a small slope on the negative side keeps it "
            "alive. The share of dead units is counted in every epoch.",
            (
                "network.hidden.N.activation.kind=leaky_relu", "network.hidden.N.activation.negative_slope",
                "network.hidden.N.activation.kind=relu", "network.hidden.N.activation.kind=tanh",
                "network.hidden.N.activation.kind=sigmoid", "network.hidden.N.activation.kind=elu",
                "network.hidden.N.activation.alpha",
                "network.hidden.N.activation.kind=gelu", "network.hidden.N.activation.kind=swish",
                "network.hidden.N.activation.kind=softplus", "network.hidden.N.activation.kind=hard_tanh",
                "network.hidden.N.activation.kind=linear",
            ),
            (
                "training/test_objective_figures.py::test_leaky_relu_lies_between_relu_and_linear",
                "training/test_gradients.py::test_every_gradient_of_an_epoch_equals_autograds",
                "training/test_gradients.py::test_activations_of_zero_and_of_huge_numbers_are_those_of_pytorch",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
    ),
)  # fmt: skip
