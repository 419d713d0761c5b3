"""C41 to C50: noise, early stopping, ensembles, dropout, and where it all comes from."""

from training.concepts.concept import Chapter, Concept

DISTURBING = Chapter(
    "Noise, early stopping, ensembles",
    (
        Concept(
            "C41",
            "Noise on the targets: label smoothing",
            "Targets of ε/(K − 1) and 1 − ε instead of 0 and 1 (the slide's 1 − K is a misprint): confidence stops at "
            "1 − ε and the logits stop growing. Validation always asks for the true classes. Label noise is "
            "something else: wrong answers among the training data.",
            ("loss.label_smoothing", "data.label_noise"),
            (
                "training/test_losses.py::test_smoothed_targets_are_the_slides_corrected_ones",
                "training/test_losses.py::test_smoothing_by_epsilon_is_pytorchs_smoothing_by_epsilon_k_over_k_minus_1",
                "training/test_losses.py::test_smoothing_stops_the_race_to_infinity",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
            reading="Szegedy and others: Rethinking the Inception architecture, 2016; Goodfellow et al., 7.5.1",
        ),
        Concept(
            "C42",
            "Noise on the weights",
            "The gradient of each update is taken at w + ε, then the noise is removed: minima that are flat become "
            "cheaper than steep ones. Kept instead (accumulate), the weights drift at random.",
            ("regularization.weight_noise", "regularization.weight_noise_mode"),
            (
                "training/test_noise.py::test_weight_noise_takes_the_gradient_elsewhere_and_changes_the_clean_weights",
                "training/test_noise.py::test_it_changes_training_and_its_absence_changes_nothing",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 7.5; Graves: Practical variational inference, 2011",
        ),
        Concept(
            "C43",
            "Weight noise is a penalty",
            "Near a minimum it costs about σ² E‖∂y/∂w‖²; for a model linear in its weights a constant, hence nothing. "
            "The chart of penalties shows the estimate beside L1 and L2.",
            ("regularization.weight_noise",),
            (
                "training/test_noise_penalty.py::test_near_a_minimum_it_is_what_noise_adds_to_the_loss",
                "training/test_noise_penalty.py::test_a_linear_model_pays_exactly_what_noise_costs_it",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 7.5",
        ),
        Concept(
            "C44",
            "Early stopping",
            "Stop when the validation figure has not improved for a while, and go back to the best weights; semantics "
            "of Keras' EarlyStopping, trace by trace.",
            (
                "stopping.early",
                "stopping.early.monitor",
                "stopping.early.patience",
                "stopping.early.min_delta",
                "stopping.early.restore_best",
                "stopping.early.start_from_epoch",
            ),
            (
                "training/test_stopping.py::test_a_trace_ends_where_keras_ends_it",
                "training/test_stopping.py::test_writing_the_stopper_down_after_every_epoch_changes_nothing",
                "training/test_stopping.py::test_any_trace_ends_where_keras_ends_it",
                "training/test_stopping_runs.py::test_a_run_ends_with_the_epoch_and_weights_that_keras_would_choose",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 7.8; Keras documentation, EarlyStopping",
        ),
        Concept(
            "C45",
            "The volume that can be reached",
            "Weights can move no further than the sum of all steps: ‖w − w₀‖ ≤ Σ η‖g‖. Few or small steps keep them "
            "near the start, much as L2 with λ ≈ 1/(ητ) keeps them near zero.",
            ("stopping.epochs", "optimizer.learning_rate", "surfaces:l2"),
            (
                "training/test_diagnostics.py::test_the_distance_is_that_from_the_initial_weights_and_bounded_by_the_steps",
                "training/test_stopping_volume.py::"
                "test_the_bound_holds_after_every_single_update_and_is_reached_by_the_first",
                "training/test_stopping_volume.py::"
                "test_few_small_steps_end_where_an_l2_penalty_of_one_by_eta_tau_would",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 7.8",
            elsewhere=("Figure `distance` of every epoch, ‖w − w₀‖.",),
        ),
        Concept(
            "C46",
            "Bagging",
            "Each member trains on its own draw of n from n samples, which misses 37% of them; the outputs are "
            "averaged, and the missed samples test the member for free.",
            ("ensemble.members", "ensemble.bootstrap"),
            (
                "training/test_ensemble.py::test_a_bag_holds_the_share_of_samples_that_the_formula_says",
                "training/test_ensemble.py::test_out_of_bag_only_strangers_vote",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
        Concept(
            "C47",
            "Models that err differently",
            "The error of the mean is the mean error minus the spread of the members. Same data and same seed: no "
            "disagreement, no gain.",
            ("ensemble.bootstrap",),
            (
                "training/test_ensemble.py::test_a_squared_error_of_the_mean_is_the_mean_error_less_the_variance",
                "training/test_ensemble.py::test_members_that_are_alike_never_disagree_and_gain_nothing",
            ),
            reading="Krogh, Vedelsby: Neural network ensembles, cross validation, and active learning, 1995",
        ),
        Concept(
            "C48",
            "Dropout",
            "Every batch silences units at random and divides the others by 1 − p, so the expected output stays; in "
            "evaluation nothing is dropped.",
            ("network.hidden.N.dropout", "regularization.input_dropout"),
            (
                "training/test_noise.py::test_a_mask_keeps_the_mean_and_has_the_variance_of_the_formula",
                "training/test_noise.py::test_gradients_under_dropout_and_input_noise_equal_autograds",
                "training/test_noise.py::test_evaluation_is_deterministic_and_clean",
            ),
            reading="Srivastava and others: Dropout, a simple way to prevent neural networks from overfitting, 2014",
        ),
        Concept(
            "C49",
            "The same in Keras and PyTorch",
            "Options carry the names of the libraries. An experiment can be downloaded as figures (CSV) and as spec "
            "with all events (JSON).",
            ("optimizer.learning_rate", "network.initializer"),
            (
                "training/test_exports.py::test_json_holds_the_spec_and_every_event_and_can_be_trained_again",
                "training/test_optimizers.py::test_fifty_updates_of_three_runs_equal_those_of_pytorch",
            ),
            reading="Keras documentation; PyTorch documentation",
            elsewhere=("Export as Keras or PyTorch code: not available yet.",),
        ),
        Concept(
            "C50",
            "Where it all comes from",
            "Every choice of every family names its source beside its formula: lectures by Hinton, the book by "
            "Goodfellow, Bengio and Courville, and the papers themselves.",
            ("optimizer.kind=adam",),
            ("training/test_concepts.py::test_every_choice_of_every_family_has_formula_and_source",),
        ),
    ),
)
