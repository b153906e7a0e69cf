from __future__ import annotations

import pytest
from workbench_rooms import NOTE, Rooms, calm, screen_text, settle, workbench

LONG = NOTE + "\n" + "Filler that goes on for a while, so that the note is longer than its window. " * 40


@pytest.mark.parametrize("size", [(40, 24), (40, 60), (80, 24), (100, 30), (120, 40), (200, 60), (250, 60)])
class TestSizes:
    async def test_all_is_there(self, rooms: Rooms, size: tuple[int, int]) -> None:
        """At every size one sees the note, the six elements with their status, the conversation and where to answer."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=size) as pilot:
            desk = await settle(pilot, app)
            text = screen_text(app)
            for word in ("Deficits", "Interventions", "Skill", "Response", "Function", "Time"):
                assert word in text
            assert text.count("✓ met") == 3
            assert text.count("✗ missing") == 3
            assert "poor tandem" in text
            assert ("Conversation" if size[0] >= 70 else "Talk") in text
            assert "Asks skilled" in " ".join(text.split())
            assert desk.query_one("#answer").region.height >= 1

    async def test_nothing_sticks_out(self, rooms: Rooms, size: tuple[int, int]) -> None:
        """Every line of the screen is as wide as the window, and every widget in sight lies within it."""
        app = workbench(rooms, LONG)
        async with app.run_test(size=size) as pilot:
            desk = await settle(pilot, app)
            assert {strip.cell_length for strip in app.screen._compositor.render_strips()} == {size[0]}
            for name in ("#editor", "#elements", "#answer", "#log", "#status", "#lower"):
                region = desk.query_one(name).region
                assert region.width > 0
                assert region.height > 0
                assert desk.region.contains_region(region)

    async def test_every_tab(self, rooms: Rooms, size: tuple[int, int]) -> None:
        """Draft and findings can be read at every size."""
        app = workbench(rooms, NOTE)
        async with app.run_test(size=size) as pilot:
            await settle(pilot, app)
            await pilot.press("f4")
            await settle(pilot, app)
            assert "1 blank" in screen_text(app)
            await pilot.press("f5")
            await settle(pilot, app)
            assert "Nothing else is raised." in screen_text(app)
            await pilot.press("f6")
            await settle(pilot, app)
            assert "Verdict" in screen_text(app)
            await pilot.press("f7")
            await settle(pilot, app)
            assert "2 insertions" in screen_text(app)


@pytest.mark.parametrize("size", [(20, 5), (33, 24), (80, 8), (1, 1)])
async def test_too_small(rooms: Rooms, size: tuple[int, int]) -> None:
    """A window too small for anything says so, keeps the note, and takes what is typed."""
    app = workbench(rooms, NOTE)
    async with app.run_test(size=size) as pilot:
        await settle(pilot, app)
        if size[0] >= 20:
            assert "larger window" in " ".join(screen_text(app).split())
        await pilot.resize_terminal(120, 40)
        await calm(pilot, 0.1)
        assert "poor tandem balance" in screen_text(app)


async def test_resize_storm(rooms: Rooms) -> None:
    """Resizing again and again breaks nothing."""
    app = workbench(rooms, LONG)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot, app)
        for n in range(40):
            await pilot.resize_terminal(20 + (n * 37) % 180, 5 + (n * 13) % 55)
        await pilot.resize_terminal(120, 40)
        await calm(pilot, 0.1)
        assert "D ✓ met      Deficits" in screen_text(app)


async def test_detail_where_there_is_room(rooms: Rooms) -> None:
    """Evidence stands below each element where there is room for it, and one line each where there is not."""
    app = workbench(rooms, NOTE)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot, app)
        assert "“poor tandem balance”" in screen_text(app)
        await pilot.resize_terminal(80, 24)
        await calm(pilot, 0.1)
        assert "“poor tandem balance”" not in screen_text(app)
