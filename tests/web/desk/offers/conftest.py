from tests.offers.conftest import contract, discount, drafts, gives, grants, page, template

__all__ = ["contract", "discount", "drafts", "gives", "grants", "page", "template"]
