package dev.crossfade.server.api;

import dev.crossfade.server.api.listing.Selection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.http.server.ServletServerHttpRequest;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/** Leaves out of the items of a page what nobody asked for. */
@RestControllerAdvice
class FieldsAdvice implements ResponseBodyAdvice<Object> {

  @Override
  public boolean supports(
      MethodParameter method, Class<? extends HttpMessageConverter<?>> converter) {
    return method.getParameterType() == Page.class;
  }

  @Override
  public @Nullable Object beforeBodyWrite(
      @Nullable Object body,
      MethodParameter method,
      MediaType type,
      Class<? extends HttpMessageConverter<?>> converter,
      ServerHttpRequest request,
      ServerHttpResponse response) {
    String[] fields =
        request instanceof ServletServerHttpRequest servlet
            ? servlet.getServletRequest().getParameterValues("fields")
            : null;
    return fields == null || !(body instanceof Page<?> page)
        ? body
        : only(page, Selection.names(String.join(",", fields)));
  }

  private static Map<String, Object> only(Page<?> page, Set<String> fields) {
    Map<String, Object> document = new LinkedHashMap<>();
    document.put("items", page.items().stream().map(item -> Selection.only(item, fields)).toList());
    if (page.nextPageToken() != null) {
      document.put("next_page_token", page.nextPageToken());
    }
    return document;
  }
}
