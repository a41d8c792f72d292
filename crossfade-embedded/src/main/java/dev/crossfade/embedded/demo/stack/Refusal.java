package dev.crossfade.embedded.demo.stack;

/** A request that cannot be done as it was asked. */
final class Refusal extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final int status;

  Refusal(int status, String why) {
    super(why);
    this.status = status;
  }

  int status() {
    return status;
  }
}
