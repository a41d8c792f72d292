package dev.crossfade.core.traffic;

/**
 * By what a consumer is told from others.
 *
 * @param by kind of sign
 * @param name of the header or cookie; empty for the address
 */
public record Sticky(By by, String name) {

  /** Kinds of signs. */
  public enum By {
    /** The value of a header. */
    HEADER,
    /** The value of a cookie. */
    COOKIE,
    /** The client's address. */
    ADDRESS
  }

  /** The sign that every request has. */
  public static final Sticky ADDRESS = new Sticky(By.ADDRESS, "");
}
