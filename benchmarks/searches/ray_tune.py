"""Ray Tune on one core; left out where Ray does not install."""

import importlib.util
import os
import tempfile
from typing import Any, ClassVar

from benchmarks.searches.pytorch_trials import Work, accuracy_after_training
from benchmarks.searches.search import Search
from benchmarks.searches.searcher import Searcher

ENVIRONMENT = {
    "RAY_worker_niceness": "0",  # its workers would otherwise let everything else go first
    "RAY_AIR_NEW_OUTPUT": "0",
    "RAY_ACCEL_ENV_VAR_OVERRIDE_ON_ZERO": "0",
    "RAY_USAGE_STATS_ENABLED": "0",
    "TUNE_DISABLE_AUTO_CALLBACK_LOGGERS": "1",
}


class RayTune(Searcher):
    """Ray is started before the clock is; each trial is a process that Ray makes for it, which it keeps for later."""

    name: ClassVar[str] = "Ray Tune + PyTorch loop"
    elsewhere: ClassVar[bool] = True
    trials: ClassVar[int] = 2

    def __init__(self, search: Search) -> None:
        super().__init__(search)
        os.environ.update(ENVIRONMENT)
        import ray

        self.folder = tempfile.TemporaryDirectory()
        ray.init(num_cpus=1, include_dashboard=False, log_to_driver=False, logging_level="ERROR")
        self.work = Work.of(search)

    @classmethod
    def fits(cls, search: Search) -> bool:
        return bool(search.axes) and importlib.util.find_spec("ray") is not None

    def run(self) -> float:
        from ray import tune

        def trainable(config: dict[str, Any], work: Work) -> dict[str, float]:
            return {"accuracy": accuracy_after_training(work, config)}

        space = {
            path: (tune.loguniform if axis["kind"] == "log_uniform" else tune.uniform)(axis["low"], axis["high"])
            for path, axis in self.search.axes.items()
        }
        tuner = tune.Tuner(
            tune.with_resources(tune.with_parameters(trainable, work=self.work), {"cpu": 1}),
            param_space=space,
            tune_config=tune.TuneConfig(num_samples=self.trials, metric="accuracy", mode="max", reuse_actors=True),
            run_config=tune.RunConfig(storage_path=self.folder.name, verbose=0),
        )
        return float(tuner.fit().get_best_result().metrics["accuracy"])

    def close(self) -> None:
        import ray

        ray.shutdown()
        self.folder.cleanup()
