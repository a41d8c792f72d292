package dev.crossfade.jdbc.source.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.core.spec.SystemType;
import dev.crossfade.core.spec.TlsSpec.Mode;
import dev.crossfade.core.spec.ZeroDates;
import dev.crossfade.jdbc.source.SourceSettings;
import dev.crossfade.jdbc.sql.Tls;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A key with which the password is encrypted is taken only from whom we know. */
class PublicKeyTest {

  private static Object asked(String host, @Nullable Mode mode) {
    SourceSettings settings =
        new SourceSettings(
            SystemType.MYSQL,
            host,
            3306,
            "shop",
            "u",
            "p",
            "unify",
            "crm",
            ZeroDates.REFUSE,
            new Tls(mode, null, null, null));
    return MysqlConnections.properties(settings).get("allowPublicKeyRetrieval");
  }

  @Test
  void itIsAskedForOnlyWhereItIsCertainWhoAnswers() {
    assertThat(asked("127.0.0.1", null)).isEqualTo("true");
    assertThat(asked("localhost", Mode.DISABLE)).isEqualTo("true");
    assertThat(asked("db.test", Mode.VERIFY_FULL)).isEqualTo("true");
    assertThat(asked("db.test", Mode.REQUIRE)).isEqualTo("false");
    assertThat(asked("db.test", Mode.DISABLE)).isEqualTo("false");
  }
}
