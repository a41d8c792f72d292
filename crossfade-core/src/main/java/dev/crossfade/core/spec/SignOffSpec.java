package dev.crossfade.core.spec;

/**
 * How many people have to agree before something that cannot be taken back.
 *
 * @param required different people, beside the one who asks for it; 0 when nobody has to
 * @param hours how long what they said is good
 */
public record SignOffSpec(int required, int hours) {

  /** How long a sign-off is good unless the specification says otherwise. */
  public static final int DAY = 24;

  /** Nobody has to agree. */
  public static final SignOffSpec NONE = new SignOffSpec(0, DAY);

  public SignOffSpec {
    if (required < 0 || hours < 1) {
      throw new IllegalArgumentException(required + " sign-offs for " + hours + " hours");
    }
  }
}
