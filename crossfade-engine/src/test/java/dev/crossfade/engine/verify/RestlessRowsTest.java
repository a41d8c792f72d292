package dev.crossfade.engine.verify;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.engine.simulation.FunctionMapping;
import dev.crossfade.engine.simulation.FunctionMapping.Rule;
import dev.crossfade.spi.target.Applier;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.StreamSession;
import dev.crossfade.spi.target.StreamState;
import dev.crossfade.testkit.fault.Fault;
import dev.crossfade.testkit.fault.Faults;
import dev.crossfade.testkit.memory.InMemorySource;
import dev.crossfade.testkit.memory.InMemoryTarget;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Rows of which every look at the source shows another state, and production one that the source
 * was not seen in, unless both are looked at in turn, without anything in between.
 */
class RestlessRowsTest {

  private static final int HOT = 300;
  private static final LogicalType NUMBER = new LogicalType.Int(64);
  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;
  private static final TableId TABLE = new TableId("public", "lead");
  private static final TableSchema LEADS =
      TableSchema.of(TABLE, List.of(Column.of("id", NUMBER), Column.of("v", TEXT)), List.of("id"));
  private static final VerifySettings SETTINGS =
      new VerifySettings(1, 10, Duration.ofSeconds(5), 3, 20, Duration.ZERO);

  private final FunctionMapping mapping =
      new FunctionMapping(
          new EntitySpec(
              "lead",
              List.of("code"),
              List.of(new ColumnSpec("code", TEXT, false), new ColumnSpec("v", TEXT, true)),
              List.of(),
              List.of(),
              List.of(new MappingSpec("crm", TABLE, null, Map.of())),
              List.of()),
          LEADS,
          List.of(new Rule(values -> "crm-" + values[0], 0), new Rule(values -> values[0], 1)),
          null);
  private final Scope scope = Scope.of(List.of(mapping));
  private final InMemorySource crm =
      new InMemorySource("crm", List.of(LEADS), Set.of(), Clock.systemUTC(), this::looked);
  private final InMemoryTarget target = new InMemoryTarget(Clock.systemUTC(), Faults.NONE);
  private boolean hot;
  private long state;
  private int looks = 1;

  private Fault looked(String call) {
    if (hot && call.equals("crm.readKeys")) {
      looks++;
      writeAll();
    }
    return Fault.NONE;
  }

  private void writeAll() {
    state++;
    crm.write(tx -> ids().forEach(id -> tx.update(TABLE, Key.of(id), id, "v" + state)));
  }

  private static LongStream ids() {
    return LongStream.range(0, HOT);
  }

  /** Production follows, but shows a state of its own when it was not looked at in turn. */
  private final class Following implements ProductionReader {

    @Override
    public List<String> parts(EntityShape entity, int wanted) {
      return List.of();
    }

    @Override
    public long read(EntityShape entity, String part, RowVisitor visitor) {
      return 0;
    }

    @Override
    public void sample(EntityShape entity, int most, RowVisitor visitor) {}

    @Override
    public void readKeys(EntityShape entity, Collection<Key> keys, RowVisitor visitor) {
      if (looks != 1) {
        writeAll();
      }
      looks = 0;
      keys.forEach(key -> visitor.visit(new Object[] {key.value(0), "v" + state}));
    }

    @Override
    public void close() {}
  }

  private void everyMarkIsApplied() {
    try (Applier applier = target.openApplier("crm")) {
      StreamState begin = applier.own("topic-1", 0);
      StreamState end =
          new StreamState(
              begin.streamId(), 1, begin.applied(), Long.MAX_VALUE, Instant.EPOCH, begin.epoch());
      try (StreamSession session = applier.begin(begin, end, "v1")) {
        session.commit(0);
      }
    }
  }

  private Findings judged() throws InterruptedException {
    Findings findings = new Findings();
    Map<String, InMemorySource> sources = Map.of("crm", crm);
    Map<Key, Set<SourceRow>> suspects = new LinkedHashMap<>();
    ids()
        .forEach(
            id -> {
              Key key = Key.of("crm-" + id);
              suspects.put(key, Set.of(new SourceRow(key, 0, Key.of(id))));
            });
    try (ExpectedRows rows = new ExpectedRows(scope, Map.copyOf(sources))) {
      new KeyedRecheck(
              scope,
              new SourceLookup(scope, rows),
              new Following(),
              new ParkedImages(scope, target.quarantine()),
              new Fence(
                  Map.copyOf(sources),
                  target.progress(),
                  Clock.systemUTC(),
                  duration -> {},
                  Duration.ofSeconds(5)),
              duration -> {},
              SETTINGS)
          .judge(suspects, findings);
    }
    return findings;
  }

  @Test
  void more_of_them_than_are_watched_at_once_are_decided() throws InterruptedException {
    crm.write(tx -> ids().forEach(id -> tx.insert(TABLE, id, "v0")));
    target.prepare(List.of(scope.shape()));
    everyMarkIsApplied();
    hot = true;

    Findings findings = judged();

    assertThat(findings.unsettled()).isZero();
    assertThat(findings.inconclusive()).isFalse();
    assertThat(findings.mismatchCount()).isZero();
    assertThat(state).isGreaterThan(10);
  }
}
