"""C10 to C20: hyperparameters, validation and stopping."""

from training.concepts.concept import Chapter, Concept

CHOOSING = Chapter(
    "Hyperparameters, validation, stopping",
    (
        Concept(
            "C10",
            "Hyperparameters",
            "What is chosen and not learned: layers, units, rates, penalties. A layer has (fan-in + 1) · units "
            "parameters: 42 for 2–8–2, 2,410 for digits with 32 units.",
            ("network.hidden", "network.hidden.N.units", "vary", "vary.kind=list", "vary.runs"),
            (
                "training/test_cost.py::test_parameters_are_those_worked_by_hand",
                "training/test_cost.py::test_the_engine_needs_exactly_the_counts_of_the_estimate",
                "training/test_strategies.py::test_any_setting_can_be_searched",
            ),
            reading="Goodfellow, Bengio, Courville: Deep Learning, 11.4",
        ),
        Concept(
            "C11",
            "How to find the best learning rate",
            "Raise η a little with every mini-batch: the loss falls, reaches its least value and explodes. One tenth "
            "of the rate at the least value is a good choice. On a bowl the limit 2/λ_max can be calculated, and "
            "around a network it can be measured.",
            ("range_test:low", "range_test:high", "range_test:steps"),
            (
                "training/test_range_test.py::test_rates_losses_and_their_mean_are_those_of_a_plain_loop",
                "training/test_range_test.py::test_what_it_suggests_for_digits_trains_to_94_percent",
                "training/test_surface_shapes.py::test_the_slides_examples_turn_from_needles_into_circles",
                "training/test_range_test.py::test_a_hundredth_is_too_slow_and_where_it_exploded_is_too_fast",
                "playground/test_measurements.py::test_a_range_test_is_what_the_engine_makes_of_it",
                "training/test_curvature.py::test_it_is_the_largest_eigenvalue_of_the_hessian",
                "training/why/test_evidence.py::test_a_linear_model_has_the_curvature_of_its_inputs_and_diverges_above_the_limit",
            ),
            reading="Smith: Cyclical learning rates for training neural networks, 2015",
            elsewhere=(
                "Button at the learning rate; `POST /api/range-test` and `python -m training.range_test REQUEST.json` "
                "run the test; `POST /api/curvature` and `python -m training.curvature REQUEST.json` "
                "measure λ_max of a network at its present weights.",
                "The page /surface shows Hessian, eigenvalues, largest stable and best step of a landscape; where a "
                "run diverged, its page compares the step with 2/λ_max.",
            ),
        ),
        Concept(
            "C12",
            "Three splits, and a sealed test set",
            "Weights are fitted to one split, settings chosen by another, and a third tells the truth once. Test "
            "figures appear nowhere before the test set is opened, and every opening is counted. Whatever is tuned on "
            "a set of coin flips looks good on it and on no other.",
            (
                "data.split.train",
                "data.split.validation",
                "data.split.test",
                "data.samples",
                "data.seed",
                "data.dataset=coinflip",
                "vary.objective",
            ),
            (
                "training/test_data.py::test_the_splits_are_disjoint_and_cover_every_sample",
                "training/test_data.py::test_validation_and_test_samples_leave_no_trace_in_training",
                "playground/test_slices.py::test_the_test_set_stays_sealed_while_it_trains",
                "playground/test_api_results.py::test_opening_the_test_set_is_counted_and_recorded",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
            elsewhere=("Button “Open the test set” on the page of an experiment.",),
        ),
        Concept(
            "C13",
            "Grid search",
            "Every combination of m values per axis, at the centres of m equal cells: 0.033, 0.1 and 0.167 for η in "
            "(0, 0.2). Nine trials of a 3 × 3 grid try three different rates only.",
            (
                "vary.kind=grid",
                "vary.axes",
                "vary.points",
                "vary.kind=grid_against_random",
                "vary.repeats",
            ),
            (
                "training/test_search.py::test_a_grid_takes_the_centres_of_its_cells",
                "training/test_search.py::test_a_grid_of_three_by_three_sees_three_rates_and_nine_random_trials_see_nine",
                "training/test_runs.py::test_every_run_is_trained_and_is_what_its_spec_trains_alone",
            ),
        ),
        Concept(
            "C14",
            "Random search",
            "Independent draws: nine trials try nine different rates. The scale matters more: log-uniform draws find "
            "the small rates that uniform ones miss.",
            (
                "vary.kind=random",
                "vary.trials",
                "vary.seed",
                "vary.seeds",
                "vary.kind=latin_hypercube",
                "vary.kind=tpe",
                "vary.startup",
                "vary.per_round",
                "vary.kind=cma_es",
                "vary.generation",
                "vary.kind=halving",
                "vary.draws",
                "vary.reduction",
                "vary.minimum",
                "vary.kind=population_based",
                "vary.members",
                "vary.interval",
                "vary.quantile",
                "vary.resample",
            ),
            (
                "training/test_search.py::test_random_draws_are_uniform_inside_the_bounds",
                "training/test_search.py::test_random_draws_are_log_uniform_inside_the_bounds",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
                "training/test_search.py::test_the_same_seed_draws_the_same_trials",
                "training/test_lanes.py::test_repetitions_share_data_and_trials_share_seeds",
                "training/test_search_rounds.py::test_a_search_that_learns_beats_random_draws_and_tries_nothing_twice",
                "training/test_strategies.py::test_no_trial_comes_twice_and_the_same_seed_gives_the_same_trials",
                "training/test_strategies.py::test_every_member_equals_its_own_single_run",
                "training/test_search_rounds.py::test_at_every_rung_the_best_go_on_and_the_others_end",
                "training/test_evolving.py::test_the_worst_go_on_from_the_weights_and_near_the_settings_of_the_best",
            ),
        ),
        Concept(
            "C15",
            "Validate on another machine",
            "Training publishes its weights and goes on; another process evaluates them and reports with the epoch "
            "they belong to. The points come late, the weights are the same bits.",
            ("validation.separate_worker",),
            (
                "training/test_late_validation.py::test_figures_are_those_of_validation_in_line_bit_for_bit",
                "training/test_late_validation.py::test_a_run_ends_as_with_validation_in_line",
                "playground/test_separate_validation.py::test_events_and_summary_name_who_validated_and_hold_the_late_figures",
            ),
        ),
        Concept(
            "C16",
            "Validate on fewer samples",
            "A fixed random part of the validation split, the same in all epochs. The price is a standard error, "
            "√(p(1 − p)/m) for an accuracy p on m samples, which is shown with the curve.",
            ("validation.max_samples",),
            (
                "training/test_validation.py::test_the_subset_is_fixed_and_each_class_keeps_its_share",
                "training/test_validation.py::test_the_standard_errors_are_those_of_the_single_samples",
                "training/test_validation.py::test_a_subset_is_right_within_three_standard_errors",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
        ),
        Concept(
            "C17",
            "Validate less often",
            "Every k-th epoch, the first and the last. The points are sparser and lie on the same curve: the weights "
            "do not notice.",
            ("validation.every",),
            (
                "training/test_validation.py::test_every_kth_epoch_and_the_last_are_evaluated_and_the_weights_are_the_same",
            ),
        ),
        Concept(
            "C18",
            "Epochs and updates",
            "An epoch sees every training sample once, in a fresh order, and keeps the last short batch: 1,000 samples "
            "in batches of 32 make 32 updates, the last of 8 samples.",
            ("stopping.epochs", "batch.size"),
            (
                "training/test_batch_figures.py::test_every_sample_is_seen_once_and_the_last_short_batch_is_kept",
                "training/test_cost.py::test_operations_and_updates_are_those_worked_by_hand",
            ),
        ),
        Concept(
            "C19",
            "Stop when the training error stands still",
            "Training ends when its own error has not fallen by more than a tolerance. That detects the end of "
            "descent; it says nothing about new samples.",
            ("stopping.threshold.tolerance", "stopping.threshold.monitor"),
            (
                "training/test_stopping.py::test_the_threshold_is_keras_early_stopping_on_the_training_loss",
                "training/test_stopping_runs.py::test_a_run_ends_at_the_threshold_when_its_training_loss_stops_falling",
            ),
            reading="Course slides: when to stop",
        ),
        Concept(
            "C20",
            "Watch N epochs before stopping",
            "One epoch without progress may be noise. N = 1 stops at the first, N = 20 goes on to a lower loss.",
            ("stopping.threshold.patience",),
            (
                "training/test_stopping_runs.py::test_a_run_ends_at_the_threshold_when_its_training_loss_stops_falling",
                "training/lessons/test_every_lesson.py::test_the_claims_of_a_lesson_hold",
            ),
            reading="Course slides: when to stop",
        ),
    ),
)
