// Events as the server writes them, for tests.

export function started(seq = 1, more = {}) {
  return {
    type: "run_started", seq, run: 1, parameters: 28, weights_sha256: "0", train_samples: 300, validation_samples: 100,
    test_samples: 100, updates_per_epoch: 30, device: "cpu", train_loss: 0.7, validation_loss: 0.71, train_accuracy: 0.5,
    validation_accuracy: 0.48, ...more,
  };
}

export function epoch(number, more = {}) {
  return {
    type: "epoch_ended", seq: number + 1, run: 1, epoch: number, updates: 30 * number, samples: 300 * number, seconds: 0.1 * number,
    learning_rate: 0.03, batch_size: 10, train_loss: 0.6 / number, validation_loss: 0.7 / number, train_accuracy: 0.9,
    validation_accuracy: 0.8, penalty: 0, gradient_norm: 1, weight_norm: 2, ...more,
  };
}

export function finished(seq, more = {}) {
  return {
    type: "run_finished", seq, run: 1, reason: "epochs", explanation: "All epochs are done.", epochs: 3, best_epoch: 3,
    best: {}, weights_sha256: "0", fingerprint: "", ...more,
  };
}

export function validated(seq, epoch, loss, more = {}) {
  return {
    type: "validation_ended", seq, run: 1, epoch, validation_loss: loss, validation_accuracy: 0.8, validation_loss_error: 0.01,
    validation_accuracy_error: 0.02, worker: "elsewhere:1", ...more,
  };
}

/** What an epoch tells of a ReLU layer, a tanh layer and the outputs. */
export function inside(more = {}) {
  return {
    distance: 1.5, validation_seconds: 0.05, gains: null,
    layers: {
      gradient_norm: [0.1, 0.2, 0.3], weight_norm: [1, 2, 3], update_ratio: [0.001, 0.002, 0.003], activation_mean: [0, 0.1, 0.2],
      activation_std: [0.5, 0.6, 4], dead: [0.25, null, null], saturated: [null, 0.5, null], ...more,
    },
  };
}
