"""Why a run ended, in a sentence for the student."""

from training.events import Reason
from training.progress import LOST, LOST_EPOCHS, Progress


def explanation(run: Progress, reason: Reason) -> str:
    """The reason in a sentence for the student."""
    match reason:
        case "diverged":
            worse = f"For {LOST_EPOCHS} epochs the loss has been more than {LOST} times that of the untrained network."
            what = worse if run.epochs_lost >= LOST_EPOCHS else f"The loss grew without bound in epoch {run.epoch}."
            rate = run.spec.optimizer.learning_rate
            return f"{what} The learning rate {rate:g} is probably too large for this network and these inputs."
        case "stopped early":
            early = run.spec.stopping.early
            watched = early.monitor.replace("_", " ") if early else "loss"
            return f"The {watched} did not improve after epoch {run.best_epoch}; training stopped in epoch {run.epoch}."
        case "threshold":
            threshold = run.spec.stopping.threshold
            least, patience = (threshold.tolerance, threshold.patience) if threshold else (0.0, 0)
            epochs = "the last epoch" if patience == 1 else f"the last {patience} epochs"
            since = f"that of epoch {run.threshold.best_epoch}"
            return f"In {epochs} the training loss did not fall more than {least:g} below {since}."
        case "halved":
            return f"Ended at a rung after epoch {run.epoch}: by then other trials were better."
        case "stopped by user":
            return f"Stopped by hand after epoch {run.epoch}."
    return "The epoch is done." if run.epoch == 1 else f"All {run.epoch} epochs are done."
