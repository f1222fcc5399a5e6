"""Index of the plugin's models: each room's are re-exported here, so that Django finds them."""

from pages.citations.exchange.models import ImportedEntry, ReferenceImport
from pages.citations.models import Reference
from pages.consent.models import Authorization
from pages.content.condition import ConditionCode, ConditionPage, ConditionTreatment
from pages.content.index import (
    ConditionIndexPage,
    HomePage,
    ProcedureIndexPage,
    TestimonialIndexPage,
)
from pages.content.procedure import ProcedureCondition, ProcedurePage
from pages.content.testimonial import TestimonialPage
from pages.delivery.drafts.models import DraftPreview
from pages.delivery.models import DocumentDependency, PublicChange, PublishedDocument
from pages.delivery.search.models import SearchEntry
from pages.delivery.webhooks.models import WebhookDelivery, WebhookEndpoint, WebhookSecret
from pages.disclaimers.approvals import DisclaimerApproval, DisclaimerReturn
from pages.disclaimers.models import Disclaimer, DisclaimerVersion
from pages.ledger.models import LedgerEntry
from pages.navigation.models import SiteProfile, SiteWording, SocialLink
from pages.outbox.models import OutboxMessage
from pages.people.models import Person, PersonWording
from pages.publishing.models import GatePass
from pages.releases.models import Release, ReleaseMember
from pages.review.attempts import SigningAttempts
from pages.review.models import Approval
from pages.review.task import MedicalReviewTask
from pages.translation.currency.models import SourceChange
from pages.translation.glossary.models import (
    GlossaryConcept,
    GlossaryDefinition,
    GlossaryImport,
    GlossaryTerm,
)
from pages.translation.memory.models import MemoryPhrase, MemoryTerm, MemoryUnit
from pages.translation.models import SegmentComment, SegmentProvenance, TranslationRequest

__all__ = [
    "Approval",
    "Authorization",
    "ConditionCode",
    "ConditionIndexPage",
    "ConditionPage",
    "ConditionTreatment",
    "Disclaimer",
    "DisclaimerApproval",
    "DisclaimerReturn",
    "DisclaimerVersion",
    "DocumentDependency",
    "DraftPreview",
    "GatePass",
    "GlossaryConcept",
    "GlossaryDefinition",
    "GlossaryImport",
    "GlossaryTerm",
    "HomePage",
    "ImportedEntry",
    "LedgerEntry",
    "MedicalReviewTask",
    "MemoryPhrase",
    "MemoryTerm",
    "MemoryUnit",
    "OutboxMessage",
    "Person",
    "PersonWording",
    "ProcedureCondition",
    "ProcedureIndexPage",
    "ProcedurePage",
    "PublicChange",
    "PublishedDocument",
    "Reference",
    "ReferenceImport",
    "Release",
    "ReleaseMember",
    "SearchEntry",
    "SegmentComment",
    "SegmentProvenance",
    "SigningAttempts",
    "SiteProfile",
    "SiteWording",
    "SocialLink",
    "SourceChange",
    "TestimonialIndexPage",
    "TestimonialPage",
    "TranslationRequest",
    "WebhookDelivery",
    "WebhookEndpoint",
    "WebhookSecret",
]
