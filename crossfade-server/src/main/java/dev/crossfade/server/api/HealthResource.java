package dev.crossfade.server.api;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers whoever watches over the process. */
@RestController
@Hidden
class HealthResource {

  private final Readiness readiness;

  HealthResource(Readiness readiness) {
    this.readiness = readiness;
  }

  /** One word. */
  record Health(String status) {}

  /** Whether the process lives: a failure of the store is no reason to end it. */
  @GetMapping("/livez")
  Health live() {
    return new Health("UP");
  }

  /** Whether requests may be sent here. */
  @GetMapping("/readyz")
  ResponseEntity<Health> ready() {
    return answer(readiness.ready());
  }

  /** Whether the start is over. */
  @GetMapping("/startupz")
  ResponseEntity<Health> started() {
    return answer(readiness.started());
  }

  private static ResponseEntity<Health> answer(boolean up) {
    return ResponseEntity.status(up ? 200 : 503).body(new Health(up ? "UP" : "DOWN"));
  }
}
