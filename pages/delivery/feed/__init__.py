"""The feed of changes: what has become another for the public, told by the database itself.

Triggers write a row for everything that an answer of the API may show: a page, a document, an
approval, a retraction, the site's languages. They fire whatever road the change took, and in its
transaction. From there two things follow:

* every process that serves the API asks the feed, at most once a second, and forgets the answers
  that rest on what changed (`pages.delivery.feed.following`);
* the answers that are stored with the documents are made again (`pages.delivery.feed.settling`).
  Until then a reader takes them for what they are, out of date, and makes its own.
"""
