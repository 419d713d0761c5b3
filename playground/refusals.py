"""What cannot be asked of an experiment as it stands; the message is for the student."""


class Busy(Exception):
    """Nobody had time for it; another time there may be an answer."""


class TooMany(Exception):
    """A student may not ask for so much at the same time."""


class Finished(Exception):
    """It has ended, or it has not ended yet."""
