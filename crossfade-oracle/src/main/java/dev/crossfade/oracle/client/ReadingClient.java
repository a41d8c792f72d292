package dev.crossfade.oracle.client;

import java.io.IOException;
import java.util.SplittableRandom;

/**
 * Dashboards of many people, each with a name: open reports, and look contacts up who were there
 * before everything began.
 */
final class ReadingClient extends Client {

  private static final int KNOWN = 100;
  private static final int PEOPLE = 400;

  private final Caller caller;
  private final Meter meter;
  private final SplittableRandom random;

  ReadingClient(Caller caller, Meter meter, double perSecond, long seed) {
    super(perSecond);
    this.caller = caller;
    this.meter = meter;
    this.random = new SplittableRandom(seed);
  }

  @Override
  void next() throws InterruptedException {
    String path = path();
    long begin = System.nanoTime();
    try {
      Caller.Reply reply = caller.send("person-" + random.nextInt(PEOPLE), "GET", path, "");
      long nanos = System.nanoTime() - begin;
      if (reply.status() == 200) {
        meter.read(reply.stack(), nanos);
      } else {
        meter.failed("read " + reply.status(), "GET " + path + ": " + reply.status(), nanos);
      }
    } catch (IOException e) {
      meter.failed(
          "read " + e.getClass().getSimpleName(),
          "GET " + path + ": " + e,
          System.nanoTime() - begin);
    }
  }

  private String path() {
    return switch (random.nextInt(10)) {
      case 0 -> "/reports/daily-impressions?from=2023-12-10&to=2023-12-20";
      case 1 -> "/reports/mql-count?least=" + 100 * random.nextInt(1, 10);
      case 2 -> "/reports/funnel";
      case 3, 4 -> "/reports/campaigns?limit=10&after=" + random.nextInt(50);
      default -> "/contacts/" + random.nextInt(1, KNOWN + 1);
    };
  }
}
