package dev.crossfade.server.security;

/**
 * How many requests one alone is answered.
 *
 * @param account of an account, with whichever of its tokens and from wherever it asks
 * @param address of an address, whoever asks from there
 */
public record RequestLimits(Limit account, Limit address) {

  /** What holds unless a server is started with others. */
  public static final RequestLimits DEFAULTS =
      new RequestLimits(new Limit(200, 1_000), new Limit(400, 2_000));

  /**
   * A number of requests.
   *
   * @param perSecond in the long run
   * @param atOnce at the same moment, after a while without
   */
  public record Limit(int perSecond, int atOnce) {

    private static final int MOST = 1_000_000;
    private static final int BURST = 5;

    public Limit {
      if (perSecond < 1 || perSecond > MOST || atOnce < 1 || atOnce > MOST * BURST) {
        throw new IllegalArgumentException(
            "from 1 to %d requests a second, and to %d at once".formatted(MOST, MOST * BURST));
      }
    }

    /**
     * {@code PER_SECOND} or {@code PER_SECOND:AT_ONCE}; five times as many at once where that is
     * not said.
     *
     * @throws IllegalArgumentException when it is neither, or a number is out of bounds
     */
    public static Limit parse(String text) {
      if (!text.matches("[0-9]{1,7}(:[0-9]{1,7})?")) {
        throw new IllegalArgumentException("it is of the form PER_SECOND:AT_ONCE");
      }
      String[] numbers = text.split(":", 2);
      int perSecond = Integer.parseInt(numbers[0]);
      return new Limit(
          perSecond, numbers.length == 2 ? Integer.parseInt(numbers[1]) : perSecond * BURST);
    }

    @Override
    public String toString() {
      return perSecond + ":" + atOnce;
    }
  }
}
