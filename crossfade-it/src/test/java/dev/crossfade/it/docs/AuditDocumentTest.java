package dev.crossfade.it.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.it.house.SourceTree;
import dev.crossfade.spi.target.Act;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Auditors are told every kind of act that can be in a log. */
class AuditDocumentTest {

  /** As acts are written in the sources: a name, or a constant of the same file. */
  private static final Pattern ACT =
      Pattern.compile("(?:\"act\"|\\bACT),\\s*(?:\"([a-z-]+)\"|KIND\\b)");

  private static final Pattern KIND = Pattern.compile("String KIND = \"([a-z-]+)\"");
  private static final Pattern ACCOUNT =
      Pattern.compile("acts\\.(?:roles|account)\\(\\s*\"([a-z-]+)\"");

  @Test
  void allActsAreTold() throws IOException {
    Set<String> acts = new TreeSet<>(Set.of("cut-over"));
    Arrays.stream(Act.Kind.values())
        .forEach(kind -> acts.add(kind.name().toLowerCase(Locale.ROOT)));
    for (String module : new String[] {"crossfade-server", "crossfade-jdbc"}) {
      try (Stream<Path> files = Files.walk(SourceTree.root().resolve(module + "/src/main/java"))) {
        for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
          find(Files.readString(file), acts);
        }
      }
    }
    assertThat(acts).contains("describe", "abort", "preflight", "give-token", "disown-account");

    String document = Files.readString(SourceTree.root().resolve("docs/audit.md"));

    assertThat(acts).allSatisfy(act -> assertThat(document).contains("`" + act + "`"));
  }

  private static void find(String source, Set<String> acts) {
    Matcher act = ACT.matcher(source);
    while (act.find()) {
      Matcher kind = KIND.matcher(source);
      if (act.group(1) != null) {
        acts.add(act.group(1));
      } else if (kind.find()) {
        acts.add(kind.group(1));
      }
    }
    Matcher account = ACCOUNT.matcher(source);
    while (account.find()) {
      acts.add(account.group(1));
    }
  }
}
