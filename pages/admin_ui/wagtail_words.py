"""Words of Wagtail's own admin that its Spanish lacks, so that no screen is half in English.

Nothing uses these values. They stand here because `make messages` reads the code: what it finds
goes into our catalogues, which Django asks before Wagtail's. A word may go when Wagtail's own
Spanish has it; a test says when Wagtail has dropped it.
"""

from django.utils.functional import Promise
from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

MISSING: tuple[str, ...] = (
    # Locks and review of a page
    _("Date cannot be in the future."),
    _("- Select an option -"),
    _("No one can make changes while the %(model_name)s is locked"),
    _("<b>'{title}' was locked</b> by <b>you</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b> by <b>you</b>."),
    _("<b>'{title}' was locked</b> by <b>{user}</b> on <b>{datetime}</b>."),
    _("<b>'{title}' is locked</b>."),
    _("Locked by you"),
    _("Locked by another user"),
    _("Only you can make changes while the %(model_name)s is locked"),
    _("Only %(user)s can make changes while the %(model_name)s is locked"),
    _("This %(model_name)s is currently awaiting moderation."),
    _(
        "This {model_name} is awaiting <b>'{task_name}'</b> in the <b>'{workflow_name}'</b> "
        "workflow."
    ),
    _("Only reviewers for this task can edit the %(model_name)s."),
    _("Locked by workflow"),
    _("Reviewers can edit this %(model_name)s – lock it to prevent other reviewers from editing"),
    _("Only reviewers can edit and approve the %(model_name)s"),
    _("{model_name} '{title}' is locked and has been scheduled to go live at {datetime}"),
    _("Locked by schedule"),
    _("Currently locked and will go live on the scheduled date"),
    _("The %(model_name)s could not be saved as it is locked"),
    _("The page could not be saved as it is locked."),
    _("Locking: "),
    _("Anyone can edit this %(model_name)s – lock it to prevent others from editing"),
    _("Locked by"),
    _("Anyone"),
    _("%(model_name)s '%(title)s' is now unlocked."),
    # Saving, drafts and schedules
    _("Saved"),
    _("Save changes"),
    _("Save your changes before leaving"),
    _("Autosave is paused"),
    _("Autosave is <span>paused</span>"),
    _("Refresh"),
    _("Refreshing…"),
    _("A network error occurred"),
    _(
        "Troubleshoot your connection to the site before proceeding. Open the editor in a "
        "separate tab to view the last saved version."
    ),
    _("You saved a new version in another window"),
    _("%(user_name)s saved a new version"),
    _("System"),
    _("View latest version"),
    _("You have unsaved changes in another window"),
    _("%(user_name)s has unsaved changes"),
    _("Currently idle"),
    _("Currently viewing"),
    _("Proceeding will overwrite the changes you made in that window."),
    _("Proceeding will overwrite the changes made by %(user_name)s."),
    _("Alternatively, you can view the latest version in a new tab."),
    _("Saving will overwrite a newer version."),
    _("Cannot overwrite a revision that is not the latest for this %(model_name)s."),
    _("Cannot overwrite a revision that was not created by the current user."),
    _("There are validation errors, click save to highlight them."),
    _("The page could not be created due to validation errors."),
    _("The page could not be saved due to validation errors."),
    _("Go to the first error"),
    _("Scheduling…"),
    _("Schedule to publish"),
    _("Choose when this %(model_name)s should go live and/or expire"),
    _(
        'This publishing schedule will only take effect after you select the "Schedule to '
        'publish" option'
    ),
    _("Invalid schedule"),
    _("Once scheduled:"),
    _("Expiry date/time must be in the future."),
    _("%(model_name)s scheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s scheduled for publishing"),
    _("%(model_name)s unscheduled for publishing at %(go_live_at)s"),
    _("%(model_name)s unscheduled from publishing"),
    _("First published"),
    _("The slug '%(page_slug)s' is already in use within the parent page."),
    _(
        "The slug '%(page_slug)s' is already in use within the parent page at "
        "'%(parent_url_path)s'."
    ),
    _(
        "The slug '%(page_slug)s' is already in use at the selected parent page. Make sure "
        "the slug is unique and try again."
    ),
    _("Placeholder title"),
    _("Request to create %(model_name)s was blocked by hook."),
    _("Request to edit %(model_name)s was blocked by hook."),
    # Workflows
    _("Your pages and snippets in a workflow"),
    _(
        "This %(model_name)s was marked as needing changes at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    _(
        "This %(model_name)s is currently at <strong>%(task)s</strong> in "
        "<strong>%(workflow)s</strong>."
    ),
    _("Publishing this %(model_name)s will cancel the current workflow."),
    _("This %(model_name)s hasn't been submitted for moderation yet"),
    _("No pages/snippets have been submitted for moderation yet"),
    _("%(model_name)s '%(object)s' has been submitted for moderation."),
    _("%(model_name)s '%(object)s' created and submitted for moderation."),
    _("Workflow on %(model_name)s '%(object)s' has been restarted."),
    _("Workflow on %(model_name)s '%(object)s' has been cancelled."),
    _("The %(model_name)s '%(title)s' is not currently awaiting moderation."),
    _(
        "The %(model_name)s '%(title)s' is not currently awaiting moderation in task "
        "'%(task_name)s'."
    ),
    _("There may only be one in progress or needs changes workflow state per page/snippet."),
    _("Workflow '%(workflow_name)s' on %(model_name)s '%(title)s': %(status)s"),
    _("Task '%(task_name)s' on Revision '%(revision_info)s': %(status)s"),
    _(
        "Active workflows can be added to pages/snippets. Deactivating a workflow does not "
        "remove it from existing pages/snippets."
    ),
    _(
        "Pages/snippets at this step in a workflow will be moderated or approved by these "
        "groups of users"
    ),
    _("Cancelled by %(cancelled_by)s"),
    _("Assign your workflow to snippets"),
    _("This workflow is disabled so it cannot be assigned to any snippets."),
    _("Snippet '%(content_type)s' already has workflow '%(workflow_name)s' assigned."),
    _("By task"),
    _("By workflow"),
    _("Show disabled"),
    _("Page/Snippet ID"),
    _("Page/Snippet Type"),
    _("Page/Snippet Title"),
    # The e-mails of a workflow
    _('The %(model_name)s "%(title)s" has been approved in moderation stage "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been approved in "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been rejected in moderation stage "%(task)s".'),
    _('The %(model_name)s "%(title)s" has been rejected during "%(task)s".'),
    _(
        'The %(model_name)s "%(title)s" has been submitted for approval in moderation stage '
        '"%(task)s".'
    ),
    _(
        'The %(model_name)s "%(title)s" has been submitted for approval in moderation stage '
        '"%(task)s"'
    ),
    _(
        'The %(model_name)s "%(title)s" has been submitted for approval to moderation stage '
        '"%(task)s".'
    ),
    _("You can preview the %(model_name)s here:"),
    _('The %(model_name)s "%(title)s" has been approved in workflow "%(workflow)s".'),
    _('The %(model_name)s "%(title)s" has been approved in "%(workflow)s".'),
    _(
        'The %(model_name)s "%(title)s" has been rejected during "%(task)s" in workflow '
        '"%(workflow)s" by %(rejector)s.'
    ),
    _(
        'The %(model_name)s "%(title)s" has been rejected during "%(task)s" in workflow '
        '"%(workflow)s".'
    ),
    _('The %(model_name)s "%(title)s" has been rejected during "%(workflow)s".'),
    _(
        'The %(model_name)s "%(title)s" has been submitted for moderation to workflow '
        '"%(workflow)s" by %(requester)s.'
    ),
    _(
        'The %(model_name)s "%(title)s" has been submitted for moderation to workflow '
        '"%(workflow)s".'
    ),
    _('The %(model_name)s "%(title)s" has been submitted to workflow "%(workflow)s"'),
    # Lists, searches and filters
    _("Search…"),
    _("Search all pages…"),
    _("Search the whole site"),
    _("Show filters"),
    _("Filter by"),
    _("There are no results."),
    _("No results across entire site."),
    _("Search in '<span class=\"w-title-ellipsis\">%(title)s</span>'"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    _("No results in '<span class=\"w-title-ellipsis\">%(title)s</span>'."),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s across entire site."),
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _("%(range_start)s - %(range_end)s"),
    _('There are no %(model_name)s to display. Why not <a href="%(add_url)s">add one</a>?'),
    _("There are no %(model_name)s to display."),
    _("No %(model_name)s match your query."),
    _("No page types found."),
    _("Sort by '%(label)s' in ascending order."),
    _("Sort by '%(label)s' in descending order."),
    _("Sort item order"),
    _("Disable custom ordering"),
    _("Enable custom ordering"),
    _("Item %(index)s of %(total)s"),
    _(
        "Focus on the drag button and press up or down arrows to move the item, then press "
        "enter to submit the change."
    ),
    _("'%(page_title)s' has been moved successfully."),
    _("More options for '%(title)s'"),
    _("More bulk actions"),
    _("Exploring"),
    _("Has child pages"),
    _("Any"),
    _("any"),
    _("Page type"),
    _("Page types usage"),
    _("Date updated"),
    _("Edited by"),
    _("Last edit"),
    _("Last edited page"),
    _("Usage count"),
    _("Usage count: (low to high)"),
    _("Usage count: (high to low)"),
    _("Minimum"),
    _("Maximum"),
    _("(blank)"),
    _("item"),
    _("items"),
    _("Section"),
    _("Is commenting action"),
    _("The filter options you have selected are not valid."),
    _("Filter by up to ten most popular tags."),
    _("Choose parent"),
    _("Please select another parent."),
    _("The new page will be a child of this given parent page."),
    _("Create a new %(model_name)s"),
    _('You do not have permission to create a page under "%(page_title)s".'),
    _('You cannot create a page of type "%(page_type)s" under "%(page_title)s".'),
    _('You do not have permission to publish pages at "%(page_title)s"'),
    _("You do not have permission to access the admin."),
    _("Can access Wagtail admin"),
    _("Privacy and access"),
    _("Privacy is inherited from the ancestor page - %(ancestor_page)s"),
    _("Changing the privacy for this page has been disabled."),
    _("Private, accessible with a shared password"),
    _("Private, accessible to any logged-in users"),
    _("Removed the '%(restriction)s' view restriction. The page is public."),
    # Deleting, and where something is used
    _("If you confirm deletion"),
    _("One or more references to this %(model_name)s prevent it from being deleted."),
    _("the %(model_name)s will also be deleted"),
    _("prevents deletion"),
    _("may prevent deletion"),
    _("will be set to the default %(model_name)s"),
    _("will be set to a %(model_name)s specified by the system"),
    _("will do nothing"),
    _("will unset the reference"),
    _("%(parent_pages)s and %(child_pages)s have been deleted"),
    _("%(parent_pages)s and %(child_pages)s have been published"),
    _("%(parent_pages)s and %(child_pages)s have been unpublished"),
    _("%(related_model_name)s %(field_label)s"),
    _("%(classname)s object (%(id)s)"),
    _("Unknown content type"),
    # The editor's side panels and its checks
    _("Compare"),
    _("Preview for %(block_label)s (%(block_type)s)"),
    _("Toggle minimap"),
    _("Toggle checks"),
    _("Show issue"),
    _("Warnings"),
    _("Content metrics"),
    _("Words"),
    _("Reading time"),
    _("Readability"),
    _("This data explained"),
    _("How we calculate our metrics"),
    _(
        "We extract the main content from the page preview, remove all formatting, and "
        "calculate the number of words."
    ),
    _(
        "We calculate reading time from word count, using different reading speeds for "
        "different languages."
    ),
    _(
        "We use a readability formula based on length of words and sentences. Long sentences "
        "and words result in a worse readability score."
    ),
    _(
        'See our <a href="%(guide_link)s" target="_blank">content checks guide</a> for more '
        "information on how content metrics are calculated."
    ),
    _("Button text is empty"),
    _("Use meaningful text for screen reader users"),
    _("Empty heading found"),
    _("Table header text is empty"),
    _("Empty frame title found"),
    _("Use a meaningful title for screen reader users"),
    _("Incorrect heading hierarchy"),
    _("Avoid skipping levels"),
    _("Input button text is empty"),
    _("Link text is empty"),
    _("Misusing paragraphs as headings"),
    _("Use proper heading tags"),
    _("Image alt text has inappropriate pattern"),
    _("Use meaningful text"),
    _("Meta description is empty"),
    _("Add a concise description for search engines"),
    _("Actions (footer)"),
    _("Shortcuts"),
    _("Keyboard shortcuts"),
    _("Keyboard shortcut"),
    _("All keyboard shortcuts"),
    _("Show keyboard shortcuts"),
    _("Keyboard shortcuts are currently disabled; manage your %(account_link)s to enable them."),
    _("Keyboard shortcuts are currently enabled; manage your %(account_link)s to disable them."),
    _("Enable custom keyboard shortcuts specific to Wagtail."),
    _("account"),
    _("Application"),
    _("Close modal dialogs (like this one)"),
    _("Add or show comments"),
    _("Text editing"),
    _("Text formatting"),
    _("Cut"),
    _("Paste"),
    _("Paste and match style"),
    _("Paste without formatting"),
    _("Insert or edit a link"),
    _("Monospace (code)"),
    _("Strike-through"),
    # Home, account and settings
    _("Wagtail %(current_version)s editor guide"),
    _("Wagtail upgrade available"),
    _("Edit account avatar"),
    _("Use server language: %(language_name)s"),
    _("Use server time zone"),
    _("System default"),
    _("Light"),
    _("Dark"),
    _("admin theme"),
    _("contrast"),
    _("More contrast"),
    _("density"),
    _("Snug"),
    _("To be created by %(user)s"),
    _("Last login"),
    _("Access level"),
    _("Mark as active"),
    _("Can view"),
    _("Toggle all"),
    _("Toggle all add permissions"),
    _("Toggle all change permissions"),
    _("Toggle all delete permissions"),
    _("Toggle all custom permissions"),
    _("Sorry, no users match your query"),
    _("locale"),
    _("Delete locale"),
    _("This locale cannot be deleted because there are pages and/or other objects using it."),
    # Images, documents and languages
    _("Please provide an image description to comply with best practices for accessibility."),
    _("Layout"),
    _("Grid layout"),
    _("List layout"),
    _("Image URL"),
    _("Generate URL"),
    _("Copy URL"),
    _("Copied to clipboard"),
    _("Copying to clipboard failed"),
    _("unknown number"),
    _(
        "Not a valid .%(extension)s image. The extension does not match the file format "
        "(%(image_format)s)"
    ),
    _("Tag(s) %(value_too_long)s are over %(max_tag_length)d characters."),
    _("Maximum filesize: %(max_upload_size)s."),
    _("The document could not be created due to errors."),
    _("The file could not be found. Please change the source or delete the document."),
    _("Locale '{0}' created."),
    _("Locale '{0}' updated."),
    _("Locale '{0}' deleted."),
    _("Use machine translation"),
    _("Apply machine translations to the incoming changes."),
)
"""Words that Wagtail's Spanish does not have."""

COUNTED: tuple[Promise, ...] = (
    ngettext_lazy(
        '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Pages <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy(
        '%(total)s Image <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Images <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy(
        '%(total)s Document <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Documents <span class="w-sr-only">created in %(site_name)s</span>',
    ),
    ngettext_lazy(
        "This action will delete <b>%(total_pages_formatted)s</b> page in total.",
        "This action will delete <b>%(total_pages_formatted)s</b> pages in total.",
    ),
    ngettext_lazy(
        "One other user is currently viewing", "%(num_user)s other users are currently viewing"
    ),
    ngettext_lazy(
        "This %(model_name)s is referenced %(usage_count)s time.",
        "This %(model_name)s is referenced %(usage_count)s times.",
    ),
    ngettext_lazy("Referenced %(count)s time", "Referenced %(count)s times"),
    ngettext_lazy("1 snippet type", "%(counter)s snippet types"),
    ngettext_lazy(
        "%(num_parent_objects)d page has been deleted",
        "%(num_parent_objects)d pages have been deleted",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page has been published",
        "%(num_parent_objects)d pages have been published",
    ),
    ngettext_lazy(
        "%(num_parent_objects)d page has been unpublished",
        "%(num_parent_objects)d pages have been unpublished",
    ),
    ngettext_lazy("%(num_parent_objects)d page", "%(num_parent_objects)d pages"),
    ngettext_lazy("%(num_child_objects)d child page", "%(num_child_objects)d child pages"),
    ngettext_lazy("%(count)d %(model_name)s deleted.", "%(count)d %(model_name)s deleted."),
    ngettext_lazy("%(num_pages)d page", "%(num_pages)d pages"),
)
"""Words that Wagtail's Spanish does not have, in the singular and the plural."""

REWORDED: tuple[str, ...] = (
    _("live"),
    _("live + draft"),
    _("live + scheduled"),
    _("live + in moderation"),
    _("in moderation"),
    _("Choose another"),
    _("The page title as you'd like it to be seen by the public"),
    _("Sorry, you do not have permission to access this area."),
    _("Enter password"),
    _("Enter your email address to reset your password"),
    _("Reset your password"),
    _("Set your new password"),
    _("Check your email"),
    _("Forgotten password?"),
    _("Your locked pages"),
    _("Your most recent edits"),
    _("Awaiting your review"),
    _("Your account settings have been changed successfully!"),
    _("Choose which type of page you'd like to create."),
    _("You cannot edit another user's comment."),
    _("You can edit the page here:"),
    _("You can edit the %(model_name)s here:"),
    _("You can preview the page here:"),
    _("Would you still like to publish this page?"),
    _("Would you still like to publish this %(model_name)s?"),
    _("Are you sure you want to unpublish this page?"),
    _("Are you sure you want to unpublish this %(model_name)s?"),
    _("Are you sure you want to unpublish these pages?"),
    _("Are you sure you want to publish these pages?"),
    _("Are you sure you want to delete this page?"),
    _("Are you sure you want to delete these pages?"),
    _("Are you sure you want to delete this %(model_name)s?"),
    _("Are you sure you want to delete this %(snippet_type_name)s?"),
    _("Are you sure you want to move these pages?"),
    _("Are you sure you want to move this page into '%(title)s'?"),
    _("Are you sure you want to move this page and all of its children into '%(title)s'?"),
    _("Are you sure you want to convert this alias into an ordinary page?"),
    _('You do not have permission to copy to page "%(page_title)s"'),
    _("You cannot copy a page into itself when copying subpages"),
    _("This page is locked, by you, to further editing"),
    _("Locked by <b>you</b> at <b>%(locking_date)s</b>"),
    _("Enter a search term above"),
    _("Choose when this page should go live and/or expire"),
    _("Set publishing schedule"),
    _("Set schedule"),
    _("Choose who can view the live version of this page"),
    _("Correct the validation errors to resume preview (saving will highlight errors)"),
    _("You have <span>unsaved edits</span>"),
    _(
        "You are viewing a previous version of this %(model_name)s from "
        "<b>%(created_at)s</b> by %(user)s"
    ),
    _("You are viewing a previous version of this page from <b>%(created_at)s</b> by %(user)s"),
    _("Please add some alt text for your image or mark it as decorative"),
    _("Choose a format"),
    _("You haven't uploaded any images in this collection."),
    _("You haven't uploaded any images."),
    _("You haven't uploaded any documents in this collection."),
    _("You haven't uploaded any documents."),
    _(
        "Upload successful. However, your new image seems to be a duplicate of this existing "
        "image. You may delete it if it wasn't required."
    ),
    _(
        "Upload successful. However, your new image seems to be a duplicate of an existing "
        "image. You may delete it if it wasn't required."
    ),
    _("The last sync date was %(last_sync_date)s. You are about to sync the following:"),
    _(
        "The data model for '{model_name}' has been changed since the last translation sync. "
        "If any new fields have been added recently, these may not be visible until the next "
        "translation sync."
    ),
    _(
        "New validation errors were found when publishing '{object}' in {locale}. Please fix "
        "them or click publish again to ignore these translations for now."
    ),
    _("Translation has been stopped."),
    _("Translation has been restarted."),
    _("%(time_period)s ago"),
    _("Changes requested at"),
    _("Once live anyone can view"),
    _("In Moderation"),
    _(
        "Preview cannot display due to validation errors. <br /> Click save to highlight the "
        "relevant fields."
    ),
)
"""Words whose Spanish in Wagtail says something else than the English, or says tú for usted."""
