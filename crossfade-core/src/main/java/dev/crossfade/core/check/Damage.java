package dev.crossfade.core.check;

/** What has happened to a row or a value, as far as both sides tell. */
public enum Damage {
  MISSING("is missing"),
  EXTRA("should not be there"),
  DOUBLED("is there more than once"),
  SWAPPED("has the value of another row, which has its value"),
  STALE("shows an older state"),
  NULLED("has lost its value"),
  TRUNCATED("is cut off"),
  WRONG_ZONE("is shifted by a time zone"),
  LOST_FRACTION("has lost its fraction"),
  MOJIBAKE("was decoded with the wrong character set"),
  CHANGED("is another one");

  private final String words;

  Damage(String words) {
    this.words = words;
  }

  /** What can be said of it, as in "the value …". */
  public String words() {
    return words;
  }
}
