"""What scripts of every framework have in common: the parts that are plain Python and NumPy.

A framework makes a `Script` of a `Plan` and calls, in this order:

    add_data(script)           stream, draw_samples, load_data() -> (inputs, targets) of training and of validation
    add_first_weights(script)  first_weights(number, units, inputs) -> weights [units, inputs], biases [units]
    add_rate(script)           returns the expression of the learning rate in `epoch`; "LEARNING_RATE" where it is fixed
    add_batches(script)        epoch_order(epoch, samples); returns the expression of the batch size in `epoch`
    add_main(script, Framework(...), rate, batch_size)

and between them its own functions with `script.add(text)`, settings with `script.setting(NAME, "dotted.path")` and
functions of our own source with `script.borrow(function)`. Settings that were changed while the run trained are global
names that `apply_changes` assigns anew; `script.changes(NAME)` says whether. Imports, and settings that no code uses,
see to themselves. `script.text(heading(...))` is the whole.
"""
