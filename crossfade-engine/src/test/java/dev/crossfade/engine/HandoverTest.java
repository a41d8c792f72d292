package dev.crossfade.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.schema.Column;
import dev.crossfade.core.schema.Encoded;
import dev.crossfade.core.schema.LogicalType;
import dev.crossfade.core.schema.TableId;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.spec.CheckSpec;
import dev.crossfade.core.spec.ColumnRule;
import dev.crossfade.core.spec.ColumnSpec;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.Locations;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.core.spec.MigrationSpec;
import dev.crossfade.core.spec.SecretRef;
import dev.crossfade.core.spec.Settings;
import dev.crossfade.core.spec.SourceSpec;
import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TargetSpec;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.MappingCompiler;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.spi.source.RowDemand;
import dev.crossfade.spi.source.RowDemand.Copied;
import dev.crossfade.spi.source.RowDemand.Read;
import dev.crossfade.spi.source.RowDemand.Unread;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HandoverTest {

  private static final LogicalType TEXT = LogicalType.Text.UNBOUNDED;
  private static final LogicalType INT = new LogicalType.Int(64);
  private static final List<String> SOURCE =
      List.of("id", "name", "email", "city", "zip", "twice", "note", "spare");

  private final CompiledMapping mapping = mapping(INT);
  private final Handover handover = Handover.of(mapping);

  /** A value of which only the bytes came. */
  private static final class Bytes extends Encoded {

    private final Object value;

    Bytes(Object value) {
      this.value = value;
    }

    @Override
    public Object value() {
      return value;
    }

    @Override
    public byte[] bytes() {
      return new byte[0];
    }

    @Override
    public int from() {
      return 0;
    }

    @Override
    public int length() {
      return 0;
    }
  }

  private static CompiledMapping mapping(LogicalType key) {
    Map<String, ColumnRule> rules = new LinkedHashMap<>();
    rules.put("id", new ColumnRule.Expression("id"));
    rules.put("name", new ColumnRule.SourceColumn("name"));
    rules.put("email", new ColumnRule.Expression("lower(email)"));
    rules.put("town", new ColumnRule.Expression("city"));
    rules.put("one", new ColumnRule.Expression("twice"));
    rules.put("two", new ColumnRule.Expression("twice"));
    rules.put("note", new ColumnRule.Expression("note"));
    List<ColumnSpec> columns =
        rules.keySet().stream()
            .map(name -> new ColumnSpec(name, name.equals("id") ? key : TEXT, name.equals("note")))
            .toList();
    EntitySpec entity =
        new EntitySpec(
            "person",
            List.of("id"),
            columns,
            List.of(),
            List.of(),
            List.of(new MappingSpec("crm", new TableId("public", "people"), "zip != ''", rules)),
            List.of(new CheckSpec("town-known", "size(town) > 0")));
    SecretRef text = new SecretRef("x");
    MigrationSpec spec =
        new MigrationSpec(
            "test",
            List.of(
                new SourceSpec(
                    "crm", SystemType.POSTGRESQL, text, text, text, null, ZeroDates.REFUSE)),
            new TargetSpec(SystemType.POSTGRESQL, text, text, text, "unified"),
            Settings.DEFAULTS,
            null,
            List.of(entity),
            List.of());
    List<Column> table =
        SOURCE.stream().map(name -> Column.of(name, name.equals("id") ? key : TEXT)).toList();
    TableSchema people = TableSchema.of(new TableId("public", "people"), table, List.of("id"));
    return MappingCompiler.compile(spec, Map.of("crm", List.of(people)), Locations.NONE)
        .mappings()
        .get(0);
  }

  @Test
  void whatIsReadByAnythingIsDemandedDecoded() {
    Copied asText = new Copied(TEXT);
    assertThat(handover.demand(Encoded.Form.POSTGRESQL_BINARY))
        .isEqualTo(
            new RowDemand(
                Encoded.Form.POSTGRESQL_BINARY,
                List.of(
                    new Copied(INT),
                    asText,
                    new Read(),
                    new Read(),
                    new Read(),
                    new Read(),
                    asText,
                    new Unread())));
  }

  @Test
  void ofRowsThatAreDigestedTextPassesAndNoKey() {
    assertThat(Handover.forDigests(mapping).demand(Encoded.Form.POSTGRESQL_BINARY).columns())
        .containsExactly(
            new Read(),
            new Copied(TEXT),
            new Read(),
            new Read(),
            new Read(),
            new Read(),
            new Copied(TEXT),
            new Unread());
  }

  @Test
  void aKeyOfTextIsReadWhereRowsAreDigested() {
    CompiledMapping text = mapping(TEXT);
    Encoded.Form form = Encoded.Form.POSTGRESQL_BINARY;
    assertThat(Handover.of(text).demand(form).columns().get(0)).isEqualTo(new Copied(TEXT));
    assertThat(Handover.forDigests(text).demand(form).columns().get(0)).isEqualTo(new Read());
  }

  @Test
  void ofRowsThatAreLookedAtOnlyWhatTheMappingDoesNotReadPasses() {
    assertThat(Handover.forValues(mapping).demand(Encoded.Form.POSTGRESQL_BINARY).columns())
        .containsExactly(
            new Read(),
            new Read(),
            new Read(),
            new Read(),
            new Read(),
            new Read(),
            new Read(),
            new Unread());
  }

  @Test
  void encodedValuesGoPastTheMapping() {
    Bytes name = new Bytes("Ann");
    Bytes note = new Bytes("n");
    Object[] source = {1L, name, "A@B", "Rome", "1", "t", note, new Bytes("s")};
    Object[] before = source.clone();
    Object[] target = new Object[7];
    assertThat(handover.apply(source, target)).isEqualTo(RowResult.MAPPED);
    assertThat(target).containsExactly(1L, name, "a@b", "Rome", "t", "t", note);
    assertThat(source).containsExactly(before);
    Object[] plain = {2L, "Bob", "b", "Oslo", "1", "t", null, "s"};
    assertThat(handover.apply(plain, target)).isEqualTo(RowResult.MAPPED);
    assertThat(target).containsExactly(2L, "Bob", "b", "Oslo", "t", "t", null);
  }

  @Test
  void rowsAreRefusedAsBeforeAndKeptDecoded() {
    Object[] source = {new Bytes(1L), new Bytes("Ann"), "a", "", "1", "t", null, new Bytes("s")};
    RowResult result = handover.apply(source, new Object[7]);
    assertThat(((Refusal) result).column()).isEqualTo("check:town-known");
    Encoded.decode(source);
    assertThat(source).containsExactly(1L, "Ann", "a", "", "1", "t", null, "s");
    Object[] nameless = {1L, null, "a", "Rome", "1", "t", null, "s"};
    RowResult refused = handover.apply(nameless, new Object[7]);
    assertThat(((Refusal) refused).column()).isEqualTo("name");
  }
}
