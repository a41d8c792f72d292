package dev.crossfade.codec.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.crossfade.core.problem.Problem;
import dev.crossfade.core.problem.ProblemException;
import dev.crossfade.core.traffic.GatewaySettings;
import dev.crossfade.core.traffic.GatewaySettings.Address;
import dev.crossfade.core.traffic.GatewaySettings.Total;
import dev.crossfade.core.traffic.GatewaySettings.Trust;
import dev.crossfade.core.traffic.RouteRule;
import dev.crossfade.core.traffic.Side;
import dev.crossfade.core.traffic.Sticky;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The file of a gateway is read as it is meant, or refused where it is wrong. */
class GatewayFileTest {

  private static final String GOOD =
      """
      apiVersion: crossfade.dev/v1
      kind: Gateway
      name: reports
      listeners:
        - address: 0.0.0.0:8080
        - address: "[::1]:8443"
          tls: {certificate: server.pem, key: server.key}
      admin: 127.0.0.1:0
      stacks:
        legacy: {addresses: [old-1:8001, old-2:8001], connections: 64}
        new: {addresses: ["https://new.example:8002"], authority: stack.pem}
      record:
        keys: [crossfade.dev/route+0474a53b+AQD3f82r26X3BlrDi9zfhgergZNhytooIxxq4sMDO6Uy]
      routes:
        - name: reports
          prefix: /api/reports
          methods: [GET, POST]
          reads: [POST]
          consumer: [header: X-Api-Key, cookie: session, address]
          mirror: {percent: 25}
          fallback: none
        - {name: rest, prefix: /}
      limits: {firstByteMillis: 1500, requestMillis: 90000}
      hold: {requests: 10, waitMillis: 800}
      accessLog: true
      """;

  private static String good() {
    return GOOD;
  }

  @Test
  void everything_is_read() {
    GatewaySettings settings = GatewayFile.parse("gateway.yaml", good());

    assertThat(settings.group()).isEqualTo("reports");
    assertThat(settings.listeners().get(1).address()).isEqualTo(new Address("::1", 8443));
    assertThat(settings.listeners().get(1).certificate()).isEqualTo("server.pem");
    assertThat(settings.stacks().get(Side.LEGACY).addresses()).hasSize(2);
    assertThat(settings.stacks().get(Side.LEGACY).trust()).isNull();
    assertThat(settings.stacks().get(Side.NEW).connections()).isEqualTo(512);
    assertThat(settings.stacks().get(Side.NEW).addresses())
        .containsExactly(new Address("new.example", 8002));
    assertThat(settings.stacks().get(Side.NEW).trust()).isEqualTo(new Trust("stack.pem"));
    RouteRule route = settings.routes().get(0);
    assertThat(route.writes("POST")).isFalse();
    assertThat(route.writes("PUT")).isTrue();
    assertThat(route.consumer())
        .containsExactly(
            new Sticky(Sticky.By.HEADER, "X-Api-Key"),
            new Sticky(Sticky.By.COOKIE, "session"),
            Sticky.ADDRESS);
    assertThat(route.mirror()).isEqualTo(new RouteRule.Mirroring(25, 10));
    assertThat(route.fallback()).isEqualTo(RouteRule.Fallback.NONE);
    assertThat(settings.limits().firstByte()).isEqualTo(Duration.ofMillis(1500));
    assertThat(settings.limits().total())
        .isEqualTo(new Total(Duration.ofSeconds(10), Duration.ofSeconds(90)));
    assertThat(settings.hold().patience()).isEqualTo(Duration.ofMillis(800));
    assertThat(settings.accessLog()).isEqualTo(GatewaySettings.AccessLog.LINES);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "fallback: none|falback: none|CF-1005|did you mean fallback?",
        "kind: Gateway|kind: Gatway|CF-1009|did you mean Gateway?",
        "prefix: /api/reports|prefix: /api/../reports|CF-1009|without",
        "name: rest|name: reports|CF-1015|another name",
        "old-1:8001|old-1|CF-1009|127.0.0.1:8080",
        "percent: 25|percent: 250|CF-1009|0 to 100",
        "header: X-Api-Key|{}|CF-1009|one of them",
        "+0474a53b+|+0474a53c+|CF-1009|route key",
        "old-2:8001|https://old-2:8001|CF-1009|before none",
        "https://new.example|new.example|CF-1009|leave the authority out",
        "new.example:8002|new.example|CF-1009|127.0.0.1:8080",
        "requestMillis: 90000|requestMillis: 0|CF-1009|1 to",
        "name: reports|name: ../reports|CF-1011|matching",
        "name: reports|nam: reports|CF-1005|did you mean name?"
      })
  void what_is_wrong_is_refused_at_its_place(String right, String wrong, String code, String fix) {
    String text = good().replaceFirst(java.util.regex.Pattern.quote(right), wrong);

    ProblemException refused =
        catchThrowableOfType(ProblemException.class, () -> GatewayFile.parse("gateway.yaml", text));

    assertThat(refused).isNotNull();
    assertThat(refused.problems())
        .anySatisfy(
            problem -> {
              assertThat(problem.code().text()).isEqualTo(code);
              assertThat(problem.fix()).contains(fix);
              assertThat(line(text, problem)).isNotBlank();
            });
  }

  private static String line(String text, Problem problem) {
    return text.lines().toList().get(problem.location().line() - 1);
  }

  @Test
  void a_file_that_is_not_there_is_told(@TempDir Path folder) throws Exception {
    Path file = folder.resolve("gateway.yaml");

    assertThat(catchThrowableOfType(ProblemException.class, () -> GatewayFile.read(file)))
        .hasMessageContaining("CF-1002");

    Files.writeString(file, good());
    assertThat(GatewayFile.read(file).routes()).hasSize(2);
  }
}
