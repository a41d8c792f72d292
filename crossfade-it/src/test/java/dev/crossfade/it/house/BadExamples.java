package dev.crossfade.it.house;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Where the classes are that break a rule on purpose. */
final class BadExamples {
  private static final Map<String, String[]> ELSEWHERE =
      Map.ofEntries(
          Map.entry("core is pure", packages("core.bad")),
          Map.entry("no library types in ports", packages("spi.bad")),
          Map.entry("java.sql stays in its rooms", packages("engine.bad")),
          Map.entry("Kafka stays in its room", packages("engine.bad")),
          Map.entry("Vert.x stays in its room", packages("engine.bad")),
          Map.entry("Spring stays in its rooms", packages("server.bad")),
          Map.entry("Jackson stays at the rim", packages("core.bad")),
          Map.entry("time is handed in", packages("engine.bad")),
          Map.entry("nobody prints", packages("mapping.bad")),
          Map.entry("nobody sleeps", packages("engine.bad")),
          Map.entry("randomness is handed in", packages("core.bad")),
          Map.entry("packages have names that say something", packages("core.util")));

  private static final Map<String, String[]> CYCLES =
      Map.of(
          "no cycles between modules", packages("left", "right"),
          "no cycles between packages", packages("core.left", "core.right"));

  private BadExamples() {}

  /** The folders with the compiled classes. */
  static List<Path> pathsFor(String rule) {
    Path classes =
        Path.of(
            URI.create(
                BadExamples.class.getProtectionDomain().getCodeSource().getLocation().toString()));
    return Stream.of(packagesFor(rule))
        .map(name -> classes.resolve(name.replace('.', '/')))
        .toList();
  }

  private static String[] packagesFor(String rule) {
    if (CYCLES.containsKey(rule)) {
      return CYCLES.get(rule);
    }
    return ELSEWHERE.getOrDefault(
        rule, packages(rule.substring(0, rule.indexOf(' ')) + ".bad", "server.bad"));
  }

  private static String[] packages(String... names) {
    String[] full = new String[names.length];
    for (int i = 0; i < names.length; i++) {
      full[i] = "dev.crossfade." + names[i];
    }
    return full;
  }
}
