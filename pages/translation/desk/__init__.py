"""The translators' desk: what there is to translate, who was asked, and how far it is."""
