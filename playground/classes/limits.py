"""What a teacher allows the students of a class."""

from typing import Any

from django import forms

from playground.models import Classroom, Limits, Quota


class LimitsForm(forms.ModelForm):  # type: ignore[type-arg]  # Django knows none at run time
    """An empty field holds as on the rest of the site."""

    class Meta:
        model = Quota
        fields = ("at_once", "queued", "epochs", "parameters", "gpu_minutes", "megabytes")

    def __init__(self, data: Any = None, *, classroom: Classroom) -> None:
        row = Quota.objects.filter(classroom=classroom).first() or Quota(classroom=classroom)
        super().__init__(data, instance=row)
        least = "At least %(limit_value)s, or leave it empty."
        words = {"min_value": least, "max_value": "That is more than there is room for.", "invalid": "A whole number."}
        site = Limits.of_site()
        for name, field in self.fields.items():
            field.error_messages |= words
            usual = getattr(site, name)
            field.widget.attrs |= {"class": "input", "placeholder": "no limit" if usual is None else f"{usual:,}"}
