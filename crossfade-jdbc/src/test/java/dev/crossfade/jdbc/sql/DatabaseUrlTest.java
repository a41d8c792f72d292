package dev.crossfade.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.spec.SystemType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DatabaseUrlTest {

  @Test
  void partsAreRead() {
    assertThat(DatabaseUrl.parse(" postgresql://db.example:6543/shop "))
        .isEqualTo(new DatabaseUrl(SystemType.POSTGRESQL, "db.example", 6543, "shop"));
    assertThat(DatabaseUrl.parse("MariaDB://[::1]/a%2Fb+c"))
        .isEqualTo(new DatabaseUrl(SystemType.MARIADB, "[::1]", 3306, "a/b+c"));
    assertThat(DatabaseUrl.parse("mysql://h/x").port()).isEqualTo(3306);
    assertThat(DatabaseUrl.parse("postgres://h/x").port()).isEqualTo(5432);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "postgresql://me:secret@h/x | contains a user",
        "postgresql://h/x?socketFactory=evil | contains options",
        "postgresql://h/x#y | contains options",
        "postgresql://h | names no database",
        "postgresql://h/ | names no database",
        "postgresql://h/a/b | contains '/'",
        "postgresql:///x | no valid host",
        "postgresql://h:0/x | port",
        "postgresql://h:99999/x | port",
        "oracle://h/x | not a supported database",
        "jdbc:postgresql://h/x | is a JDBC URL",
        "h/x | does not begin with the kind",
        "postgresql://h o/x | is not a URL"
      })
  void aWrongPartIsNamedWithoutShowingSecrets(String text, String why) {
    assertThatThrownBy(() -> DatabaseUrl.parse(text))
        .isInstanceOfSatisfying(
            ProblemException.class,
            e -> assertThat(e.problem().render()).contains(why).doesNotContain("secret"));
  }
}
