package dev.crossfade.it.types;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.it.house.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** docs/types.md lists exactly what the torture exercises. */
class TypesDocumentTest {

  private static final Pattern ROW = Pattern.compile("(?m)^\\| `([^`]+)`");

  @Test
  void postgresTypesAreThoseThatAreTested() throws IOException {
    assertThat(listed("| PostgreSQL source |")).isEqualTo(tested(PostgresTypes.FAMILIES));
  }

  @Test
  void mariaDbTypesAreThoseThatAreTested() throws IOException {
    assertThat(listed("| MariaDB or MySQL source |")).isEqualTo(tested(MariaDbTypes.FAMILIES));
  }

  private static Set<String> listed(String header) throws IOException {
    String text = Files.readString(SourceTree.root().resolve("docs/types.md"));
    String from = text.substring(text.indexOf(header));
    Set<String> types = new TreeSet<>();
    Matcher rows = ROW.matcher(from.substring(0, from.indexOf("\n\n")));
    while (rows.find()) {
      types.add(rows.group(1));
    }
    return types;
  }

  private static Set<String> tested(List<Family> families) {
    Set<String> types = new TreeSet<>();
    families.forEach(f -> f.columns().forEach(c -> types.add(general(c.type()))));
    return types;
  }

  /** {@code varchar(40) character set latin1} is {@code varchar(n)}. */
  private static String general(String declared) {
    String type = declared.replaceAll(" (character set|collate|not null|null|zerofill).*", "");
    if (type.endsWith("[]") || type.equals("words")) {
      return "array";
    }
    if (type.contains("amount")) {
      return "domain";
    }
    if (type.equals("mood") || type.startsWith("enum(")) {
      return "enum";
    }
    if (type.startsWith("set(")) {
      return "set";
    }
    if (type.matches("(tinyint|bit)\\(1\\)")) {
      return type;
    }
    return type.replaceAll("^(int|year)\\(\\d+\\)", "$1")
        .replaceAll("^decimal\\(.*\\).*", "decimal(p,s)")
        .replaceAll("\\(-?\\d+,-?\\d+\\)", "(p,s)")
        .replaceAll("\\(\\d+\\)", "(n)");
  }
}
