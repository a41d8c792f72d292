package dev.crossfade.server.demo;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What a demonstration is to be like.
 *
 * @param data folder of everything it needs
 * @param rows history rows over both systems
 * @param seed of the company
 * @param writesPerSecond of the live writer
 * @param ending what happens after the first verification
 * @param stream least time of live writes after the first publish
 * @param leastWrites least number of live writes after the first publish
 * @param fault what is broken on purpose on the way
 * @param report where the report goes, if anywhere
 */
public record DemoOptions(
    Path data,
    long rows,
    long seed,
    int writesPerSecond,
    Ending ending,
    Duration stream,
    long leastWrites,
    Fault fault,
    @Nullable Path report) {
  /** History from which on the proof demands a minute and ten thousand writes. */
  private static final long LARGE = 100_000;

  /** What happens after the first verification. */
  public enum Ending {
    /** Follows and verifies until Ctrl-C. */
    STAY_UP,
    /** Stops the writer, drains, verifies, lets the oracles judge, and exits. */
    PROVE_AND_EXIT
  }

  /** What is broken on purpose. */
  public enum Fault {
    NONE,
    /** The change capture dies by kill -9 while changes stream. */
    KILL_CONNECT
  }

  /** A demonstration that stays up, with the durations that fit its size. */
  public static DemoOptions of(Path data, long rows, long seed, int writesPerSecond) {
    boolean large = rows >= LARGE;
    return new DemoOptions(
        data,
        rows,
        seed,
        writesPerSecond,
        Ending.STAY_UP,
        Duration.ofSeconds(large ? 60 : 20),
        large ? 10_000 : 0,
        Fault.NONE,
        null);
  }

  public DemoOptions ending(Ending other) {
    return new DemoOptions(
        data, rows, seed, writesPerSecond, other, stream, leastWrites, fault, report);
  }

  /** Another least time of live writes; null keeps the one that fits the size. */
  public DemoOptions streaming(@Nullable Integer seconds) {
    return seconds == null
        ? this
        : new DemoOptions(
            data,
            rows,
            seed,
            writesPerSecond,
            ending,
            Duration.ofSeconds(seconds),
            leastWrites,
            fault,
            report);
  }

  public DemoOptions fault(Fault other) {
    return new DemoOptions(
        data, rows, seed, writesPerSecond, ending, stream, leastWrites, other, report);
  }

  public DemoOptions reportTo(@Nullable Path file) {
    return new DemoOptions(
        data, rows, seed, writesPerSecond, ending, stream, leastWrites, fault, file);
  }
}
