"""What the admin's log has of certain rows."""

from __future__ import annotations

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q


def about(model: type[Model], *keys: int) -> Q:
    """Picks the log's entries about the rows of a model with these keys."""
    kind = ContentType.objects.get_for_model(model)
    return Q(content_type=kind, object_id__in=[str(key) for key in keys])
