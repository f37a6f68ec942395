package dev.observatory.bench.spring;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.validation.constraints.NotBlank;

/** A stored score. */
@Entity
class Score {
    @Id
    @GeneratedValue
    private Long id;

    @NotBlank
    private String team;

    private int points;

    protected Score() {}

    Score(String team, int points) {
        this.team = team;
        this.points = points;
    }

    public Long getId() {
        return id;
    }

    public String getTeam() {
        return team;
    }

    public int getPoints() {
        return points;
    }
}
