package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.crossfade.server.api.ReleasedSecrets;
import dev.crossfade.server.api.Steward;
import dev.crossfade.server.logging.LogFile;
import dev.crossfade.server.security.RequestLimits;
import dev.crossfade.server.security.RequestLimits.Limit;
import dev.crossfade.server.security.Role;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server with small limits, asked as anybody asks it. */
class RequestLimitsTest {
  private static final TestServer FIRST = TestServer.shared();
  private static final int MOST = 200;
  private static final int ACCOUNT = 5;

  @TempDir private Path folder;

  @AfterEach
  void giveTheLogBack() {
    LogFile.ofServer(FIRST.log().getParent(), LogFile.Style.JSON);
  }

  private ControlServer server(RequestLimits limits) {
    ServerSettings settings =
        new ServerSettings(
            new ServerSettings.Listen("127.0.0.1", 0),
            folder,
            FIRST.server().context().getBean(ControlStorage.class).settings(),
            LogFile.Style.TEXT,
            null,
            new ReleasedSecrets(List.of(), List.of()),
            Map.of(),
            null,
            FIRST.auditKey(),
            null,
            limits);
    return ControlServer.start(settings, house -> Steward.none());
  }

  private static Client of(ControlServer server, String account, Role role) {
    String bearer = FIRST.token(account, role).headers().get("Authorization");
    return new Client(server.url()).with("Authorization", bearer);
  }

  /** Asks until that is too often. */
  private static int answered(Supplier<Answer> asking, int status) {
    for (int answered = 0; answered < MOST; answered++) {
      Answer answer = asking.get();
      if (answer.status() == 429) {
        answer.problem(429, "CF-6126");
        assertThat(answer.header("Retry-After")).isEqualTo("1");
        assertThat(answer.text("detail")).contains(" 1 requests a second");
        return answered;
      }
      answer.is(status);
    }
    return MOST;
  }

  /**
   * What somebody is answered whose address has just been asked from too often. A machine that
   * needs a second in between has let one more through by then; his account alone would let him ask
   * so often.
   */
  private static Answer exhausted(Client nobody, Client somebody) {
    Answer answer = null;
    for (int asked = 1; asked < ACCOUNT && (answer == null || answer.status() != 429); asked++) {
      assertThat(answered(() -> nobody.get("/api/v1/session"), 401)).isLessThan(MOST);
      answer = somebody.get("/api/v1/session");
    }
    return Objects.requireNonNull(answer);
  }

  @Test
  void whoAsksTooOftenIsToldWhenToAskAgainAndOthersAreAnswered() {
    try (ControlServer server =
        server(new RequestLimits(new Limit(1, ACCOUNT), new Limit(1, 40)))) {
      Client viewer = of(server, "viewer", Role.VIEWER);
      Client operator = of(server, "operator", Role.OPERATOR);
      long begun = System.nanoTime();
      int answered = answered(() -> viewer.get("/api/v1/session"), 200);
      long refilled = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun) + 1;
      assertThat(answered).isBetween(ACCOUNT, ACCOUNT + (int) refilled);
      operator.get("/api/v1/session").is(200);
      Awaitility.await()
          .atMost(Duration.ofSeconds(10))
          .until(() -> viewer.get("/api/v1/session").status() == 200);

      Client nobody = new Client(server.url());
      exhausted(nobody, operator).problem(429, "CF-6126");
      nobody.get("/livez").is(200);
    }
  }

  @Test
  void limitsAreWrittenAsNumbers() {
    assertThat(Limit.parse("50:200")).isEqualTo(new Limit(50, 200));
    assertThat(Limit.parse("50")).isEqualTo(new Limit(50, 250));
    for (String wrong : List.of("", "0", "-1", "50:0", "50:", "many", "9999999", "1:9999999")) {
      assertThatThrownBy(() -> Limit.parse(wrong)).isInstanceOf(IllegalArgumentException.class);
    }
  }
}
