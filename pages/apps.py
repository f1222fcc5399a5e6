"""The one place where the plugin's parts are wired together."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PagesConfig(AppConfig):
    """Registers requirements, effects, receivers and system checks once the models are loaded."""

    name = "pages"
    label = "pages"
    verbose_name = _("Firma")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Wire the rooms together; imports are here because models must be loaded first."""
        from pages import (  # noqa: F401
            checks,
            disclaimers,
            outbox,
            publishing,
            receivers,
            review,
        )
        from pages.citations.page import rows_of_references, signed_references
        from pages.citations.requirements import CitationsRequirement
        from pages.consent.requirement import AuthorizationCoversPage, rows_of_authorizations
        from pages.content.completeness import Completeness
        from pages.content.examination.requirement import ClaimsRequirement
        from pages.content.safety import ContentSafety
        from pages.content.shown import (
            rows_of_authors,
            rows_of_authors_wordings,
            rows_of_files,
            rows_of_images,
            signed_author,
            signed_files,
            signed_images,
        )
        from pages.delivery.consequences import tell_the_world
        from pages.delivery.documents import PublishDocument
        from pages.delivery.drafts.modes import show_preview
        from pages.delivery.feed.announcements import FeedTriggers
        from pages.delivery.feed.settling import register_after_change
        from pages.delivery.purging import purge
        from pages.delivery.recall import mail_about_recall
        from pages.delivery.webhooks.announcing import AnnounceChange, NoteStanding
        from pages.delivery.webhooks.delivering import deliver_webhook
        from pages.delivery.wordings import show_signed_wording
        from pages.disclaimers.requirement import DisclaimersInLanguage
        from pages.disclaimers.resolution import (
            disclaimer_versions,
            rows_of_disclaimers,
            signed_identity,
        )
        from pages.outbox.mail import deliver_mail
        from pages.publishing.guards import register_triggers
        from pages.publishing.locks import register_foundation
        from pages.releases.going import hold_signed
        from pages.releases.mails import mail_about_refused_release
        from pages.releases.waiting import WaitsForRelease
        from pages.review import reminders
        from pages.review.approvals import (
            ApprovalActivation,
            ApprovalRequirement,
            approval_id,
        )
        from pages.review.finish import register_hold
        from pages.review.siblings import SiblingWithdrawn
        from pages.translation.currency.following import TranslationsFollow
        from pages.translation.currency.mail import OUTDATED_MAIL, mail_about_outdated
        from pages.translation.currency.places import register_safety
        from pages.translation.currency.requirement import RendersCurrentSource
        from pages.translation.desk import mails
        from pages.translation.glossary.lookup import hints, load_glossary
        from pages.translation.memory.signed import RememberTranslation, remember_signed_wording
        from pages.translation.readiness import TranslationReadiness, untranslated_wording
        from pages.translation.side_by_side.terms import register_glossary
        from pages.translation.side_by_side.translators import translators_as_signed
        from pages.translation.sources import source_fingerprint, translators_of

        # What a page must meet, in the order in which the list shows it.
        publishing.register_requirement(Completeness())
        publishing.register_requirement(CitationsRequirement())
        publishing.register_requirement(ClaimsRequirement())
        publishing.register_requirement(DisclaimersInLanguage())
        publishing.register_requirement(AuthorizationCoversPage())
        publishing.register_requirement(TranslationReadiness())
        publishing.register_requirement(RendersCurrentSource())
        publishing.register_requirement(ApprovalRequirement())
        publishing.register_requirement(SiblingWithdrawn())
        publishing.register_requirement(WaitsForRelease())

        # What content rests on in other tables, held still while it is checked and goes live.
        register_foundation("images", rows_of_images)
        register_foundation("files", rows_of_files)
        register_foundation("authors", rows_of_authors)
        register_foundation("authors_wordings", rows_of_authors_wordings)
        register_foundation("references", rows_of_references)
        register_foundation("disclaimers", rows_of_disclaimers)
        register_foundation("authorizations", rows_of_authorizations)

        # What a signature covers beside the page's own fields.
        review.register_signed_part("images", signed_images)
        review.register_signed_part("files", signed_files)
        review.register_signed_part("author", signed_author)
        review.register_signed_part("references", signed_references)
        review.register_signed_part("disclaimers", signed_identity)

        # What an approval keeps beside the fingerprint.
        review.register_kept_part("disclaimer_versions", disclaimer_versions)
        review.register_kept_part("translators", translators_as_signed)

        # What a disclaimer's wording must meet, and what happens in the transaction of a signature.
        disclaimers.register_wording_check(untranslated_wording)
        disclaimers.register_wording_effect(show_signed_wording)
        disclaimers.register_wording_effect(remember_signed_wording)
        disclaimers.register_wording_fact("translators", translators_as_signed)

        # What the reviewer of a translation sees beside its segments.
        register_glossary(load=load_glossary, look_up=hints)

        # Who wrote a translation, and what it translates.
        review.register_authorship(translators_of)
        review.register_source_fingerprint(source_fingerprint)

        # Where in a page a change of the source is a matter of safety.
        register_safety(ContentSafety())

        # Under which signature a content may go live.
        publishing.register_approval_lookup(approval_id)

        # What keeps signed content waiting at the end of its review.
        register_hold(hold_signed)

        # What happens in the transaction in which content goes live or leaves the public.
        publishing.register_effect(ApprovalActivation())
        publishing.register_effect(NoteStanding())
        publishing.register_effect(PublishDocument())
        publishing.register_effect(AnnounceChange())
        publishing.register_effect(RememberTranslation())
        publishing.register_effect(TranslationsFollow())

        # What the database tells of every change of what the public reads.
        register_triggers(FeedTriggers())
        register_after_change(tell_the_world)

        # What editors and reviewers see of a draft.
        publishing.register_preview_renderer(show_preview)

        # What leaves the site after a change, and who is told of it.
        outbox.register_handler("mail", deliver_mail)
        outbox.register_handler("webhook", deliver_webhook)
        outbox.register_handler("purge", purge)
        outbox.register_mail("review_due", reminders.mail_about_due_review)
        outbox.register_mail("approval_withdrawn", reminders.mail_about_withdrawal)
        outbox.register_mail("evidence_recalled", mail_about_recall)
        outbox.register_mail("schedule_refused", reminders.mail_about_refused_schedule)
        outbox.register_mail("translation_requested", mails.mail_about_request)
        outbox.register_mail("translation_returned", mails.mail_about_return)
        outbox.register_mail("release_refused", mail_about_refused_release)
        outbox.register_mail(OUTDATED_MAIL, mail_about_outdated)
