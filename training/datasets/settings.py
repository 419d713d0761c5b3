"""The settings under `data` that only some data sets use; `Dataset.settings` says which."""

from typing import Literal, Protocol

SignalFeatures = Literal["raw", "melpower", "melspec", "mfcc"]


class DataSettings(Protocol):
    """What a data set may read of `data`; ranges, defaults and help texts are those of the spec."""

    @property
    def noise(self) -> float: ...

    @property
    def cycles(self) -> float: ...

    @property
    def signal_features(self) -> SignalFeatures: ...

    @property
    def signal_to_noise(self) -> float: ...
