package dev.crossfade.engine.simulation;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.schema.Key;
import dev.crossfade.core.schema.TableSchema;
import dev.crossfade.core.schema.Unavailable;
import dev.crossfade.core.schema.Unreadable;
import dev.crossfade.core.spec.EntitySpec;
import dev.crossfade.core.spec.MappingSpec;
import dev.crossfade.mapping.CompiledMapping;
import dev.crossfade.mapping.Membership;
import dev.crossfade.mapping.Refusal;
import dev.crossfade.mapping.ReverseMapping;
import dev.crossfade.mapping.RowResult;
import dev.crossfade.mapping.value.Reversibility;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A mapping made of Java functions. A value that starts with an exclamation mark is refused, as is
 * one that cannot be read.
 */
public final class FunctionMapping implements CompiledMapping {

  private final MappingSpec spec;
  private final EntitySpec entity;
  private final TableSchema source;
  private final TableSchema target;
  private final List<Rule> rules;
  private final Rule where;
  private final String version;
  private final String essence;

  /** A target column: which source columns it reads and what it makes of their values. */
  public record Rule(Function<Object[], Object> function, int... reads) {
    private static final Function<Object[], Object> COPY = values -> values[0];

    public static Rule copy(int column) {
      return new Rule(COPY, column);
    }

    private boolean copies() {
      return function == COPY;
    }

    private boolean unknown(Object[] row) {
      for (int read : reads) {
        if (row[read] == Unavailable.VALUE) {
          return true;
        }
      }
      return false;
    }

    private boolean unreadable(Object[] row) {
      return Arrays.stream(reads).anyMatch(read -> row[read] instanceof Unreadable);
    }

    private Object value(Object[] row) {
      Object[] values = new Object[reads.length];
      for (int i = 0; i < reads.length; i++) {
        values[i] = row[reads[i]];
      }
      return function.apply(values);
    }
  }

  enum Code implements ProblemCode {
    NOT_LIKED;

    @Override
    public int number() {
      return 1999;
    }

    @Override
    public Kind kind() {
      return Kind.DATA;
    }
  }

  /**
   * @param where a rule that yields a Boolean, or null
   */
  public FunctionMapping(EntitySpec entity, TableSchema source, List<Rule> rules, Rule where) {
    this(entity, source, rules, where, "v1", "v1");
  }

  private FunctionMapping(
      EntitySpec entity,
      TableSchema source,
      List<Rule> rules,
      Rule where,
      String version,
      String essence) {
    this.version = version;
    this.essence = essence;
    this.entity = entity;
    this.spec = entity.mappings().get(0);
    this.source = source;
    this.target = entity.shape("production");
    this.rules = rules;
    this.where = where;
  }

  FunctionMapping withVersion(String other) {
    return withVersion(other, other);
  }

  FunctionMapping withVersion(String other, String itsEssence) {
    return new FunctionMapping(entity, source, rules, where, other, itsEssence);
  }

  @Override
  public MappingSpec spec() {
    return spec;
  }

  @Override
  public EntitySpec entitySpec() {
    return entity;
  }

  @Override
  public TableSchema entity() {
    return target;
  }

  @Override
  public TableSchema sourceTable() {
    return source;
  }

  @Override
  public String source() {
    return spec.source();
  }

  @Override
  public String version() {
    return version;
  }

  @Override
  public String keyEssence() {
    return "key of " + sourceTable().id();
  }

  @Override
  public String essence() {
    return essence;
  }

  @Override
  public Membership accepts(Object[] sourceRow) {
    if (where == null) {
      return Membership.IN;
    }
    if (where.unknown(sourceRow)) {
      return Membership.NEEDS_RESELECT;
    }
    return Boolean.TRUE.equals(where.value(sourceRow)) ? Membership.IN : Membership.OUT;
  }

  @Override
  public Refusal whereRefusal(Object[] sourceRow) {
    throw new IllegalStateException();
  }

  @Override
  public RowResult apply(Object[] sourceRow, Object[] targetRow) {
    for (int i = 0; i < rules.size(); i++) {
      Rule rule = rules.get(i);
      if (rule.unreadable(sourceRow)) {
        return unreadable(i);
      }
      if (rule.unknown(sourceRow)) {
        if (rule.reads().length > 1) {
          return RowResult.NEEDS_RESELECT;
        }
        targetRow[i] = Unavailable.VALUE;
        continue;
      }
      targetRow[i] = rule.value(sourceRow);
      if (targetRow[i] instanceof String text && text.startsWith("!")) {
        return new Refusal(target.columns().get(i).name(), Code.NOT_LIKED, "not liked");
      }
    }
    return RowResult.MAPPED;
  }

  @Override
  public RowResult applyKey(Object[] sourceRow, Object[] targetRow) {
    for (int index : target.keyIndexes()) {
      if (rules.get(index).unreadable(sourceRow)) {
        return unreadable(index);
      }
      targetRow[index] = rules.get(index).value(sourceRow);
    }
    return RowResult.MAPPED;
  }

  private Refusal unreadable(int column) {
    return new Refusal(target.columns().get(column).name(), Code.NOT_LIKED, "unreadable");
  }

  @Override
  public Key targetKey(Object[] targetRow) {
    return Key.of(targetRow, target.keyIndexes());
  }

  @Override
  public Set<String> dependencies(int targetColumn) {
    return names(rules.get(targetColumn));
  }

  @Override
  public Set<String> whereDependencies() {
    return where == null ? Set.of() : names(where);
  }

  private Set<String> names(Rule rule) {
    return Arrays.stream(rule.reads())
        .mapToObj(read -> source.columns().get(read).name())
        .collect(Collectors.toSet());
  }

  @Override
  public boolean directCopy(int targetColumn) {
    return rules.get(targetColumn).copies();
  }

  @Override
  public ReverseMapping reverse() {
    throw new UnsupportedOperationException("functions of a test have no way back");
  }

  @Override
  public Reversibility reversibility(int targetColumn) {
    return Reversibility.LOSSY;
  }
}
