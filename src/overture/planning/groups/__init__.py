"""Rules of a group: when a post is shown, how often one may post, who is not met, who is a pair."""
