"""Refusals under /api/ that come from before the API, such as unknown addresses, in the form of all the others."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, JsonResponse

SENTENCES = {
    400: "The request cannot be read.",
    404: "There is nothing at this address.",
    405: "This address does not know this method.",
}
OTHERWISE = "The server has failed; its log has the details."


class ApiRefusals:
    """Programs read JSON: Django's own error pages would only confuse them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        is_json = answer.get("Content-Type", "").startswith("application/json")
        if answer.status_code < 400 or is_json or not request.path.startswith("/api/"):
            return answer
        problem = {"loc": "", "msg": SENTENCES.get(answer.status_code, OTHERWISE)}
        refusal = JsonResponse({"problems": [problem]}, status=answer.status_code)
        if "Allow" in answer:
            refusal["Allow"] = answer["Allow"]
        return refusal
