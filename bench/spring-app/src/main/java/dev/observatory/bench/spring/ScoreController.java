package dev.observatory.bench.spring;

import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The HTTP endpoints of scores. */
@RestController
class ScoreController {
    private final ScoreService service;

    ScoreController(ScoreService service) {
        this.service = service;
    }

    @GetMapping("/scores/{team}")
    List<Score> of(@PathVariable String team) {
        return service.of(team);
    }

    @PostMapping("/scores/{team}")
    Score add(@PathVariable String team, @RequestBody int points) {
        return service.add(team, points);
    }
}
