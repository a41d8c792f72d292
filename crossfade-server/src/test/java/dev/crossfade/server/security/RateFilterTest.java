package dev.crossfade.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.bucket4j.TimeMeter;
import jakarta.servlet.http.HttpServletRequest;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockFilterChain;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** What becomes of requests that come too often. */
class RateFilterTest {

  private static RateFilter filter(Function<HttpServletRequest, @Nullable String> who) {
    return new RateFilter(new RequestRates(1, 2, TimeMeter.SYSTEM_NANOTIME), "limit", who);
  }

  private static MockHttpServletResponse send(RateFilter filter, String path, String address)
      throws Exception {
    MockHttpServletRequest request = new MockHttpServletRequest("GET", path);
    request.setRemoteAddr(address);
    MockHttpServletResponse response = new MockHttpServletResponse();
    MockFilterChain chain = new MockFilterChain();
    filter.doFilter(request, response, chain);
    assertThat(chain.getRequest() == null).as("refused").isEqualTo(response.getStatus() == 429);
    return response;
  }

  @Test
  void who_asks_too_often_is_told_when_to_ask_again_and_others_are_answered() throws Exception {
    RateFilter filter = filter(HttpServletRequest::getRemoteAddr);
    send(filter, "/api/v1/session", "10.0.0.1");
    send(filter, "/api/v1/session", "10.0.0.1");

    MockHttpServletResponse refused = send(filter, "/api/v1/session", "10.0.0.1");

    assertThat(refused.getStatus()).isEqualTo(429);
    assertThat(refused.getHeader("Retry-After")).isEqualTo("1");
    assertThat(refused.getContentType()).startsWith("application/problem+json");
    assertThat(refused.getContentAsString()).contains("CF-6126");
    assertThat(send(filter, "/api/v1/session", "10.0.0.2").getStatus()).isEqualTo(200);
    assertThat(send(filter, "/readyz", "10.0.0.1").getStatus()).isEqualTo(200);
  }

  @Test
  void nobody_is_counted_whom_the_filter_is_not_about() throws Exception {
    RateFilter filter = filter(request -> null);

    for (int i = 0; i < 5; i++) {
      assertThat(send(filter, "/api/v1/session", "10.0.0.1").getStatus()).isEqualTo(200);
    }
  }
}
