package dev.crossfade.server.api;

import io.swagger.v3.oas.annotations.Hidden;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of this interface, which a test compares with what it does. */
@RestController
@Hidden
class DescriptionResource {

  @GetMapping("/api/v1/openapi.json")
  ResponseEntity<Resource> description() {
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .body(new ClassPathResource("openapi.json", DescriptionResource.class));
  }
}
