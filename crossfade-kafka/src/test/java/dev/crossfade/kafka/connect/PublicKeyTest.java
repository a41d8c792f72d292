package dev.crossfade.kafka.connect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.kafka.KafkaAccess;
import dev.crossfade.spi.source.CaptureRequest;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A key with which the password is encrypted is taken only from whom we know. */
class PublicKeyTest {

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, '', true",
    "localhost, disable, true",
    "db.test, verify-full, true",
    "db.test, disable, false",
    "db.test, trust, false",
    "127.0.0.1.test, '', false"
  })
  void itIsAskedForOnlyWhereItIsCertainWhoAnswers(String host, String mode, String asked) {
    CaptureRequest request =
        new CaptureRequest(
            "unify",
            "crm",
            "mysql",
            host,
            3306,
            "shop",
            "u",
            "p",
            List.of(),
            mode.isEmpty() ? Map.of() : Map.of("tls.mode", mode),
            "unavailable",
            "null");
    Map<String, String> settings =
        ConnectorSettings.of(
            request,
            new CaptureNames("unify", "crm"),
            KafkaAccess.of("127.0.0.1:1", "http://127.0.0.1:2"),
            true,
            1 << 20);

    assertThat(settings).containsEntry("driver.allowPublicKeyRetrieval", asked);
  }
}
