package dev.crossfade.jdbc.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.core.problem.Kind;
import dev.crossfade.core.schema.TableId;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlErrorsTest {

  @ParameterizedTest
  @CsvSource({
    "08006, 0, TRANSIENT", "40P01, 0, TRANSIENT", "40001, 1213, TRANSIENT", "53300, 0, TRANSIENT",
    "55P03, 0, TRANSIENT", "57P01, 0, TRANSIENT", "25006, 0, TRANSIENT", "HY000, 1205, TRANSIENT",
    "HY000, 1290, TRANSIENT", "22001, 0, DATA", "23505, 0, DATA", "HY000, 1366, DATA",
    "42501, 0, OPERATOR", "42P01, 0, OPERATOR", "28P01, 0, OPERATOR", "HY000, 1, OPERATOR",
    "XX000, 0, OPERATOR", "99999, 0, OPERATOR"
  })
  void theStateTellsWhoHasToAct(String state, int code, Kind kind) {
    assertThat(SqlErrors.kind(new SQLException("m", state, code))).isEqualTo(kind);
  }

  /** A process that ends interrupts whoever does not come back, wherever he is. */
  @Test
  void whoIsInterruptedWhileHeConnectsHasMetNoRefusal() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String url =
          "jdbc:postgresql://127.0.0.1:" + silent.getLocalPort() + "/crm?user=ann&loginTimeout=60";
      Thread.currentThread().interrupt();

      assertThatThrownBy(() -> DriverManager.getConnection(url).close())
          .isInstanceOfSatisfying(
              SQLException.class,
              error -> assertThat(SqlErrors.kind(error)).isEqualTo(Kind.TRANSIENT));
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void withoutAStateTheOperatorLooks() {
    assertThat(SqlErrors.kind(new SQLException("m"))).isEqualTo(Kind.OPERATOR);
    assertThat(SqlErrors.state(new SQLException("m", "x"))).isEqualTo("?????");
  }

  @Test
  void messagesOfDataErrorsAreNotShown() {
    String text = "duplicate key (email)=(ann@example.com)";
    assertThat(SqlErrors.describe(new SQLException(text, "23505"))).isEqualTo("SQLSTATE 23505");
    assertThat(SqlErrors.describe(new SQLException("gone\nDetail: x", "08006")))
        .isEqualTo("gone (SQLSTATE 08006)");
  }

  @Test
  void namesAreQuotedWhateverTheyHold() {
    assertThat(Identifiers.POSTGRES.quote("x\"; DROP")).isEqualTo("\"x\"\"; DROP\"");
    assertThat(Identifiers.MYSQL.quote("a`b\"")).isEqualTo("`a``b\"`");
    assertThat(Identifiers.POSTGRES.quote(new TableId("A.b", "c"))).isEqualTo("\"A.b\".\"c\"");
    assertThat(Identifiers.MYSQL.list(List.of("a", "b"))).isEqualTo("`a`, `b`");
    assertThatThrownBy(() -> Identifiers.POSTGRES.quote("a\0"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> Identifiers.MYSQL.quote(""))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
