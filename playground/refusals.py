"""What cannot be asked of an experiment as it stands; the message is for the student."""


class Finished(Exception):
    """It has ended, or it has not ended yet."""
