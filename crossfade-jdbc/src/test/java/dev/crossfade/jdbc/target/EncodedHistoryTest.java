package dev.crossfade.jdbc.target;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.audit.RowRecord;
import dev.crossfade.core.chunk.KeyRange;
import dev.crossfade.core.compare.RowCommitment;
import dev.crossfade.core.compare.RowDigest;
import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.EntityShape;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.ValueText;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.embedded.DatabaseEndpoint;
import dev.crossfade.jdbc.source.SourceDatabases;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.SnapshotReader;
import dev.crossfade.spi.source.SourceDatabase;
import dev.crossfade.spi.target.ChunkLease;
import dev.crossfade.spi.target.ChunkLoad;
import dev.crossfade.spi.target.ChunkResult;
import dev.crossfade.spi.target.ProductionReader;
import dev.crossfade.spi.target.TargetDatabase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Values of every type that are handed from a source to the target without being decoded. */
class EncodedHistoryTest {

  private static final TargetFixture fixture = new TargetFixture();

  private final EntityShape shape = Torture.shape("torture");

  @Test
  void values_that_nobody_looked_at_arrive_as_if_somebody_had() {
    try (TargetDatabase origin = fixture.prepared("encoded-origin", shape)) {
      TargetFixture.loaded(origin, shape, Torture.rows(1).toArray(Object[][]::new));
      TargetFixture.publish(origin, shape);
    }
    try (SourceDatabase source = SourceDatabases.open(settings());
        TargetDatabase target = fixture.prepared("encoded", shape)) {
      TableSchema table = table(source);
      target.loader().plan(0, shape.name(), shape.table(), List.of(KeyRange.ALL));
      Set<String> kinds = copy(source, table, target);
      target.loader().complete(shape.name());
      TargetFixture.publish(target, shape);

      assertThat(kinds)
          .containsExactlyInAnyOrder(
              "Int",
              "Bool",
              "Decimal",
              "Floating",
              "Text",
              "Bytes",
              "Date",
              "Time",
              "Timestamp",
              "TimestampTz",
              "Interval",
              "Uuid",
              "Json",
              "Enumeration",
              "Array");
      assertThat(rows("encoded")).isEqualTo(rows("encoded_origin")).isNotEmpty();
      assertThat(recorded(target)).containsExactlyInAnyOrderElementsOf(committedTo(target));
    }
  }

  @Test
  void values_left_as_production_sent_them_have_the_digests_of_what_they_stand_for() {
    try (TargetDatabase target = fixture.prepared("digested", shape)) {
      TargetFixture.loaded(target, shape, Torture.rows(1).toArray(Object[][]::new));
      TargetFixture.publish(target, shape);
      List<RowDemand.Use> uses = new ArrayList<>();
      for (Column column : shape.table().columns()) {
        boolean bytes = RowDigest.takesBytes(column.type());
        uses.add(bytes ? new RowDemand.Digested() : new RowDemand.Read());
      }
      Set<String> kinds = new TreeSet<>();
      RowDemand demand = new RowDemand(Encoded.Form.POSTGRESQL_BINARY, uses);
      assertThat(digests(target, demand, kinds))
          .isEqualTo(digests(target, null, new TreeSet<>()))
          .isNotEmpty();
      assertThat(kinds).containsExactlyInAnyOrder("Text", "Json", "Enumeration");
    }
  }

  /** Digests of all rows of production, in the order in which they lie there. */
  private List<String> digests(
      TargetDatabase target, @Nullable RowDemand demand, Set<String> kinds) {
    RowDigest digest = new RowDigest(shape.table());
    List<String> digests = new ArrayList<>();
    ProductionReader.RowVisitor visitor =
        row -> {
          note(row, kinds);
          digest.digest(row);
          digests.add(digest.high() + " " + digest.low() + " " + digest.keyHash());
        };
    try (ProductionReader reader = target.openReader()) {
      for (String part : reader.parts(shape, 1)) {
        if (demand == null) {
          reader.read(shape, part, visitor);
        } else {
          reader.read(shape, part, demand, visitor);
        }
      }
    }
    return digests;
  }

  /** What the load says it wrote. */
  private List<String> recorded(TargetDatabase target) {
    List<String> rows = new ArrayList<>();
    for (long load : target.records().loadsOf(shape.name(), Long.MAX_VALUE, 9)) {
      target
          .records()
          .blocks(load, 0)
          .forEach(
              block ->
                  block.each(
                      (bytes, from, length) ->
                          rows.add(
                              RowRecord.parse(Arrays.copyOfRange(bytes, from, from + length))
                                  .row())));
    }
    return rows;
  }

  /** The same, computed from what is there. */
  private List<String> committedTo(TargetDatabase target) {
    RowCommitment commitment = new RowCommitment(shape.table(), target.records().secret());
    byte[] both = new byte[2 * RowCommitment.BYTES];
    List<String> rows = new ArrayList<>();
    try (ProductionReader reader = target.openReader()) {
      for (String part : reader.parts(shape, 1)) {
        reader.read(
            shape,
            part,
            row -> {
              commitment.row(row, RecordsContractTest.stored(shape, row), both, 0);
              rows.add(HexFormat.of().formatHex(both, RowCommitment.BYTES, both.length));
            });
      }
    }
    assertThat(rows).isNotEmpty();
    return rows;
  }

  private Set<String> copy(SourceDatabase source, TableSchema table, TargetDatabase target) {
    ChunkLease lease =
        target.loader().lease(Map.of(0, shape.table()), "w", TargetFixture.TTL).orElseThrow();
    Set<String> kinds = new TreeSet<>();
    try (SnapshotReader reader = source.openReader();
        ChunkLoad load = target.loader().begin(lease, "v1")) {
      assertThat(target.loader().takes(Encoded.Form.POSTGRESQL_BINARY)).isTrue();
      int width = shape.table().columns().size();
      long rows =
          reader.read(
              table,
              KeyRange.ALL,
              demand(table),
              row -> {
                note(row, kinds);
                load.write(Arrays.copyOf(row, width));
              });
      Committed.done(load.commit(new ChunkResult(rows, 1, null)));
    }
    return kinds;
  }

  /** Notes the types of encoded values, and that each of them can still be had. */
  private void note(@Nullable Object[] row, Set<String> kinds) {
    for (int i = 0; i < shape.table().columns().size(); i++) {
      LogicalType type = shape.table().columns().get(i).type();
      if (row[i] instanceof Encoded encoded) {
        kinds.add(type.getClass().getSimpleName());
        assertThat(ValueText.format(type, encoded.value())).isNotNull();
      }
    }
  }

  private RowDemand demand(TableSchema table) {
    List<RowDemand.Use> uses =
        table.columns().stream()
            .map(
                column -> {
                  int index = shape.table().indexOf(column.name());
                  return index < 0
                      ? new RowDemand.Unread()
                      : (RowDemand.Use)
                          new RowDemand.Copied(shape.table().columns().get(index).type());
                })
            .toList();
    return new RowDemand(Encoded.Form.POSTGRESQL_BINARY, uses);
  }

  private List<String> rows(String migration) {
    return fixture.query(
        "SELECT to_jsonb(t) - '_cf_load' - '_cf_position' FROM "
            + migration
            + "_prod.torture t ORDER BY id");
  }

  private static TableSchema table(SourceDatabase source) {
    return source.catalog().stream()
        .filter(each -> each.id().schema().equals("encoded_origin_prod"))
        .findFirst()
        .orElseThrow();
  }

  private static SourceSettings settings() {
    DatabaseEndpoint endpoint = fixture.endpoint();
    return new SourceSettings(
        SystemType.POSTGRESQL,
        endpoint.host(),
        endpoint.port(),
        endpoint.database(),
        endpoint.user(),
        endpoint.password(),
        "encoded",
        "crm",
        ZeroDates.REFUSE,
        Tls.UNSAID);
  }
}
