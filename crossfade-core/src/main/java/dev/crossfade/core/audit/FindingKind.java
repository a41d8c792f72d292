package dev.crossfade.core.audit;

/** What can be wrong with a log. */
public enum FindingKind {
  /** A leaf is not the one whose hash stands beside it. */
  LEAF_EDITED("edited"),
  /** A leaf is not of a form that the log ever had. */
  LEAF_MALFORMED("malformed"),
  /** Leaves are not there although later ones are. */
  LEAF_DELETED("deleted"),
  /** A leaf stands where an earlier one has been. */
  LEAF_REPEATED("repeated"),
  /** Leaves are not those that were signed, although each of them has the hash beside it. */
  REWRITTEN("rewritten"),
  /** More leaves were signed than are there. */
  TRUNCATED("truncated"),
  /** Another history of the same log was signed. */
  FORKED("forked"),
  /** A checkpoint has no signature of the log's key. */
  UNSIGNED("unsigned"),
  /** A checkpoint or key belongs to another log. */
  FOREIGN("foreign"),
  /** A new key is not vouched for by the old one, or does not sign itself. */
  KEY_UNPROVEN("key-unproven"),
  /** A migration's journal has a hole. */
  JOURNAL_BROKEN("journal-broken"),
  /** What is proven to be in the log is not. */
  NOT_INCLUDED("not-included"),
  /** Nothing shows that the log goes on from a kept checkpoint. */
  UNPROVEN("unproven"),
  /** Leaves are there that no checkpoint covers yet. */
  UNCOVERED("uncovered");

  private final String text;

  FindingKind(String text) {
    this.text = text;
  }

  /** The word that people and programs see. */
  public String text() {
    return text;
  }
}
