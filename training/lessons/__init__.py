"""Guided experiments. To add one, write its file and name it here, at its place in the teaching arc."""

from dataclasses import dataclass

from training.lessons.course.b1_signals import LESSON as B1
from training.lessons.course.b1b_features import LESSON as B1B
from training.lessons.course.b2_underdetermined import LESSON as B2
from training.lessons.course.b3_fan_in import LESSON as B3
from training.lessons.course.l01_learning_rate import LESSON as L01
from training.lessons.course.l02_momentum import LESSON as L02
from training.lessons.course.l02b_momentum_digits import LESSON as L02B
from training.lessons.course.l03_gains import LESSON as L03
from training.lessons.course.l03b_gains_digits import LESSON as L03B
from training.lessons.course.l04_rmsprop import LESSON as L04
from training.lessons.course.l05_schedule import LESSON as L05
from training.lessons.course.l06_range_test import LESSON as L06
from training.lessons.course.l07_search import LESSON as L07
from training.lessons.course.l08_test_set import LESSON as L08
from training.lessons.course.l09_validation import LESSON as L09
from training.lessons.course.l10_threshold import LESSON as L10
from training.lessons.course.l11_same_weights import LESSON as L11
from training.lessons.course.l12_small_weights import LESSON as L12
from training.lessons.course.l13_shift import LESSON as L13
from training.lessons.course.l13b_shift_moons import LESSON as L13B
from training.lessons.course.l14_scale import LESSON as L14
from training.lessons.course.l14lab_scale import LESSON as L14LAB
from training.lessons.course.l15_leaky_relu import LESSON as L15
from training.lessons.course.l16_minima import LESSON as L16
from training.lessons.course.l16b_width import LESSON as L16B
from training.lessons.course.l17_batches import LESSON as L17
from training.lessons.course.l18_growing_batches import LESSON as L18
from training.lessons.course.l19_simpler import LESSON as L19
from training.lessons.course.l20_smoothing import LESSON as L20
from training.lessons.course.l21_weight_noise import LESSON as L21
from training.lessons.course.l22_early_stopping import LESSON as L22
from training.lessons.course.l23_bagging import LESSON as L23
from training.lessons.course.l24_dropout import LESSON as L24
from training.lessons.course.r1_league import LESSON as R1
from training.lessons.lesson import Lesson


@dataclass(frozen=True)
class Part:
    """Lessons that build on each other."""

    title: str
    lessons: tuple[Lesson, ...]


PARTS: tuple[Part, ...] = (
    Part("Descending", (L01, L13, L13B, L14, L14LAB, L02, L02B, L03, L03B, L04, L05, L06, L17, L18)),
    Part("Starting", (L11, L12, B3, L15, L16, L16B)),
    Part("Choosing", (L08, L09, L10, L07)),
    Part("Generalizing", (L19, B2, L20, L21, L22, L23, L24, B1B, R1, B1)),
)  # fmt: skip
LESSONS: tuple[Lesson, ...] = tuple(lesson for part in PARTS for lesson in part.lessons)
BY_SLUG: dict[str, Lesson] = {lesson.slug: lesson for lesson in LESSONS}
