package dev.crossfade.server.wiring;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class LoginTest {
  @Test
  void userAndPasswordComeOutOfTheUrl() {
    Login login = Login.of("postgresql://bob:p%40ss:w+d@db:5433/shop", "X", Map.of());

    assertThat(login.url().toString()).isEqualTo("postgresql://db:5433/shop");
    assertThat(login.user()).isEqualTo("bob");
    assertThat(login.password()).isEqualTo("p@ss:w+d");
    assertThat(login.origin()).isEqualTo(Login.Origin.URL);
    assertThat(login.toString()).doesNotContain("p@ss");
  }

  @Test
  void anAtSignInADatabaseNameIsNoUser() {
    Login login = Login.of("mysql://db/a@b", "X", Map.of("X_USER", "u", "X_PASSWORD", "p"));

    assertThat(login.url().database()).isEqualTo("a@b");
    assertThat(login.user()).isEqualTo("u");
    assertThat(login.origin()).isEqualTo(Login.Origin.ENVIRONMENT);
  }

  @Test
  void namesOfSourcesAreUniqueAndAllowed() {
    SourceNames names = new SourceNames();

    assertThat(names.take("Shop-2024")).isEqualTo("shop_2024");
    assertThat(names.take("shop 2024")).isEqualTo("shop_2024_2");
    assertThat(names.take("123")).isEqualTo("source");
  }
}
