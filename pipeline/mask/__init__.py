"""Masking of personal data in texts of citizens; officials, posts and units stay readable."""

from pipeline.mask.finding import find_personal
from pipeline.mask.masking import Masked, Masker, mask_document, mask_text, unmask
from pipeline.mask.personal import Personal
from pipeline.text.placeholders import TYPES

__all__ = ["TYPES", "Masked", "Masker", "Personal", "find_personal", "mask_document", "mask_text", "unmask"]
