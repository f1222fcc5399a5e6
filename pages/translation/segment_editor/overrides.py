"""What may be otherwise in a translation without being text: images and addresses."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from wagtail import blocks
from wagtail.images import get_image_model
from wagtail.images.blocks import ImageChooserBlock
from wagtail.images.widgets import AdminImageChooser
from wagtail_localize.models import OverridableSegment, SegmentOverride

from pages.translation.segment_editor.locations import Location, Locations, block_at
from pages.translation.writing import hold

if TYPE_CHECKING:
    from django.utils.safestring import SafeString
    from wagtail_localize.models import Translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Overridable:
    """One such value.

    Attributes:
        segment: of the source.
        location: where it stands.
        source: the source's value, to be read.
        is_image: whether an image is chosen; an address is typed otherwise.
        value: the translation's own value, or None where it has the source's.
        widget: the field, as HTML.
    """

    segment: OverridableSegment
    location: Location
    source: Any
    is_image: bool
    value: Any
    widget: SafeString


def overridables(translation: Translation) -> list[Overridable]:
    """Return what may be otherwise in a translation; images and web addresses are offered."""
    segments = list(
        OverridableSegment.objects.filter(source_id=translation.source_id)
        .select_related("context")
        .order_by("order")
    )
    numbers = {segment.data for segment in segments if isinstance(segment.data, int)}
    images = get_image_model().objects.in_bulk(numbers)
    own = {
        override.context_id: override.data
        for override in SegmentOverride.objects.filter(
            locale_id=translation.target_locale_id,
            context__object_id=translation.source.object_id,
        )
    }
    model = translation.source.specific_content_type.model_class()
    locations = Locations(model)
    found = []
    for segment in segments:
        block = block_at(model, segment.context.field_path)
        is_image = isinstance(block, ImageChooserBlock)
        if not is_image and not isinstance(block, blocks.URLBlock):
            continue
        value = own.get(segment.context_id)
        source: Any = segment.data
        if is_image:
            source = images.get(segment.data)
        name = f"override-{segment.pk}"
        widget: Any = AdminImageChooser() if is_image else forms.URLInput()
        found.append(
            Overridable(
                segment=segment,
                location=locations.of(segment),
                source=source,
                is_image=is_image,
                value=value,
                widget=widget.render(name, value, {"id": name}),
            )
        )
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class WriteOverride:
    """Give a translation a value of its own, or, with an empty one, the source's again."""

    translation: Translation
    segment: OverridableSegment
    value: str
    user: Any

    def clean(self) -> Any:
        """Return the value as it is stored.

        Raises:
            ValidationError: there is no such image, or it is no web address.
        """
        model = self.translation.source.specific_content_type.model_class()
        block = block_at(model, self.segment.context.field_path)
        if isinstance(block, ImageChooserBlock):
            if not get_image_model().objects.filter(pk=_number(self.value)).exists():
                raise ValidationError(_("Choose an image."))
            return int(self.value)
        if not isinstance(block, blocks.URLBlock):
            raise ValidationError(_("This cannot be otherwise in a translation."))
        return forms.URLField(assume_scheme="https").clean(self.value)

    @transaction.atomic
    def execute(self) -> None:
        """Keep it.

        Raises:
            ValidationError: see `clean`.
            SegmentRefused: the page is in review.
        """
        hold(self.translation)
        place = {
            "locale_id": self.translation.target_locale_id,
            "context_id": self.segment.context_id,
        }
        if not self.value.strip():
            SegmentOverride.objects.filter(**place).delete()
            return
        SegmentOverride.objects.update_or_create(
            **place,
            defaults={
                "data_json": json.dumps(self.clean()),
                "last_translated_by": self.user,
                "has_error": False,
                "field_error": "",
            },
        )


def _number(value: str) -> int | None:
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 18 else None
