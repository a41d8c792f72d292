package dev.crossfade.bench.mapping;

import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.RowResult;
import java.math.BigDecimal;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** Nanoseconds of one row of twelve columns, five of them transformed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {"-Xmx1g", "-XX:+UseParallelGC"})
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class MappingBench {

  private static final int ROWS = 4096;
  private static final String[] REGIONS = {"Europe", "ASIA", " North  America", "Middle East", "x"};

  private final CompiledMapping usual = Contacts.usual().compile();
  private final CompiledMapping conditions = Contacts.usual().withConditions().compile();
  private final CompiledMapping phone = Contacts.withPhone().compile();
  private final @Nullable Object[][] rows = new @Nullable Object[ROWS][];
  private final @Nullable Object[][] phones = new @Nullable Object[ROWS][];
  private final @Nullable Object[] target = new @Nullable Object[12];

  @Setup
  public void fill() {
    Random random = new Random(42);
    for (int i = 0; i < ROWS; i++) {
      rows[i] = row(random, i);
      phones[i] = rows[i].clone();
      phones[i][9] = "030 " + (90_000_000 + random.nextInt(9_999_999));
    }
  }

  private static @Nullable Object[] row(Random random, long id) {
    long micros = 1_600_000_000_000_000L + random.nextLong(120_000_000_000_000L);
    String name = Long.toString(random.nextLong(1_000_000), 36);
    return new @Nullable Object[] {
      id,
      "Ada." + name + "@Example" + random.nextInt(50) + ".COM" + (id % 8 == 0 ? " " : ""),
      "Ada " + name,
      id % 16 == 0 ? null : "Lovelace " + name,
      REGIONS[random.nextInt(REGIONS.length)],
      micros,
      new BigDecimal("12.50").add(BigDecimal.valueOf(random.nextInt(100_000), 2)),
      "https://shop.example/p/" + name + "?utm_source=news&utm_campaign=spring" + (id % 100),
      "active",
      "Berlin",
      (long) random.nextInt(500),
      micros + 5_000_000
    };
  }

  /** Twelve columns, five of them transformed. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void usual(Blackhole hole) {
    map(usual, rows, hole);
  }

  /** The same with a {@code where} and a check. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void conditions(Blackhole hole) {
    for (@Nullable Object[] row : rows) {
      if (conditions.accepts(row) != Membership.IN) {
        throw new IllegalStateException("every row belongs to the entity");
      }
    }
    map(conditions, rows, hole);
  }

  /** The same with a telephone number as sixth. */
  @Benchmark
  @OperationsPerInvocation(ROWS)
  public void phone(Blackhole hole) {
    map(phone, phones, hole);
  }

  private void map(CompiledMapping mapping, @Nullable Object[][] from, Blackhole hole) {
    for (@Nullable Object[] row : from) {
      if (mapping.apply(row, target) != RowResult.MAPPED) {
        throw new IllegalStateException("every row can be mapped");
      }
      hole.consume(target);
    }
  }
}
