package dev.crossfade.mapping;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.problem.ProblemCode;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.mapping.problem.MappingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Entities that are accepted never give two source rows one key, whatever their values. */
class KeyPropertyTest {

  private static final int TRIES = Integer.getInteger("crossfade.key.tries", 2_000);
  private static final int ROWS = 400;
  private static final List<String> TYPES =
      List.copyOf(new TreeSet<>(KeyPoolValues.BY_TYPE.keySet()));
  private static final Set<ProblemCode> KEYS =
      Set.of(MappingProblem.KEY_MAY_COLLIDE, MappingProblem.KEYS_MAY_MEET);

  private final Random random = new Random(Long.getLong("crossfade.seed", 20_261_125L));
  private int accepted;
  private int refused;
  private int twoMappings;

  @Test
  void acceptedKeysNeverCollide() {
    for (int i = 0; i < TRIES; i++) {
      once();
    }
    System.out.printf(
        "keys: %d accepted, %d of them with two mappings; %d refused%n",
        accepted, twoMappings, refused);
    assertThat(accepted).isGreaterThan(TRIES / 10);
    assertThat(twoMappings).isGreaterThan(TRIES / 100);
    assertThat(refused).isGreaterThan(TRIES / 10);
  }

  private void once() {
    List<String> types = new ArrayList<>();
    List<KeyRules.Typed> columns = new ArrayList<>();
    for (int i = random.nextInt(7) / 3; i >= 0; i--) {
      types.add(pick(TYPES));
      columns.add(KeyRules.column("c" + i, types.get(types.size() - 1)));
    }
    Tables tables =
        new Tables().sourceKey(columns.stream().map(KeyRules.Typed::text).toArray(String[]::new));
    for (int i = 0; i < types.size(); i++) {
      tables.source(columns.get(i).text() + " " + types.get(i) + "!");
    }
    String zone = pick(Arrays.asList(null, "UTC", "Europe/Berlin"));
    String what = types + " in " + zone + " -> " + target(tables.zone(zone), columns);
    try {
      check(what, tables.compileAll(), types);
    } catch (ProblemException e) {
      refused += e.problems().stream().allMatch(p -> KEYS.contains(p.code())) ? 1 : 0;
    }
  }

  private String target(Tables tables, List<KeyRules.Typed> columns) {
    KeyRules rules = new KeyRules(random, columns);
    Map<String, String> other = new LinkedHashMap<>();
    List<String> key = new ArrayList<>();
    StringBuilder what = new StringBuilder();
    for (int i = random.nextInt(3); i >= 0; i--) {
      boolean prefixed = random.nextInt(3) == 0;
      KeyRules.Typed rule = prefixed ? rules.prefixed("crm:") : rules.rule();
      String type = rules.target(rule);
      key.add("k" + i);
      tables.target("k" + i + " " + type + "!", rule.text());
      what.append(type).append(": ").append(rule.text()).append("; ");
      if (random.nextInt(2) == 0) {
        other.put("k" + i, (prefixed ? rules.prefixed("ads:") : rules.ruleFor(type)).text());
      }
    }
    tables.targetKey(key.toArray(String[]::new));
    if (random.nextInt(3) == 0) {
      tables.alsoFrom(pick(List.of("ads", "crm")), "public.others", other);
      what.append(" and ").append(other);
    }
    return what.toString();
  }

  private void check(String what, List<CompiledMapping> mappings, List<String> types) {
    accepted++;
    twoMappings += mappings.size() > 1 ? 1 : 0;
    Map<List<Object>, List<Object>> seen = new HashMap<>();
    for (int i = 0; i < mappings.size(); i++) {
      CompiledMapping mapping = mappings.get(i);
      Object[] target = new Object[mapping.entity().columns().size()];
      for (int n = 0; n < ROWS; n++) {
        Object[] row = types.stream().map(type -> pick(KeyPoolValues.BY_TYPE.get(type))).toArray();
        if (mapping.applyKey(row, target) == RowResult.MAPPED) {
          List<Object> source = new ArrayList<>(Equality.row(row));
          source.add("mapping " + i);
          List<Object> before = seen.putIfAbsent(Equality.row(target), source);
          assertThat(before == null || before.equals(source))
              .as("%s: %s and %s give %s", what, before, source, Equality.row(target))
              .isTrue();
        }
      }
    }
  }

  private <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }
}
